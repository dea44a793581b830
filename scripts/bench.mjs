import { ensureInstalled } from './ensure-installed.mjs'

await ensureInstalled()
const { ensureBuilt } = await import('./ensure-built.mjs')
const { findBrowser } = await import('./find-browser.mjs')
const { inProject } = await import('./project-root.mjs')
const { runStep } = await import('./run-step.mjs')

await ensureBuilt()
const { code } = await runStep(
  process.execPath,
  ['--conditions=react-server', '--import=tsx', inProject('scripts/bench/main.ts'), ...process.argv.slice(2)],
  { env: { CHROME_PATH: await findBrowser() } },
)
process.exit(code)
