import { ensureInstalled } from './ensure-installed.mjs'

await ensureInstalled()
const { ensureBuilt } = await import('./ensure-built.mjs')
const { inProject } = await import('./project-root.mjs')
const { runStep } = await import('./run-step.mjs')

await ensureBuilt({ quiet: true })
const { code } = await runStep(process.execPath, [
  '--conditions=react-server',
  '--import=tsx',
  inProject('scripts/faults/main.ts'),
  ...process.argv.slice(2),
])
process.exit(code)
