import { ensureInstalled } from './ensure-installed.mjs'

await ensureInstalled()
const { ensureBuilt } = await import('./ensure-built.mjs')
const { findBrowser } = await import('./find-browser.mjs')
const { inPackage } = await import('./project-root.mjs')
const { runStep } = await import('./run-step.mjs')

await ensureBuilt()
const args = [inPackage('@playwright/test/cli'), 'test', ...process.argv.slice(2)]
const { code } = await runStep(process.execPath, args, { env: { CHROME_PATH: await findBrowser() } })
process.exit(code)
