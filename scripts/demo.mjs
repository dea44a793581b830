import { ensureInstalled } from './ensure-installed.mjs'

await ensureInstalled()
const { ensureBuilt } = await import('./ensure-built.mjs')
const { runDemoStack } = await import('./demo-stack.mjs')
const { showDemo } = await import('./show-demo.mjs')
const { stopAndExit } = await import('./stopping.mjs')

try {
  await ensureBuilt({ quiet: true })
  showDemo(await runDemoStack({ mode: 'start', folder: 'demo' }))
} catch (error) {
  console.error(error.message)
  await stopAndExit(1)
}
