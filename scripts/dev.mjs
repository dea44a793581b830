import { ensureInstalled } from './ensure-installed.mjs'

await ensureInstalled()
const { runDemoStack } = await import('./demo-stack.mjs')
const { showDemo } = await import('./show-demo.mjs')
const { stopAndExit } = await import('./stopping.mjs')

try {
  showDemo(await runDemoStack({ mode: 'dev', folder: 'dev', echo: true }))
} catch (error) {
  console.error(error.message)
  await stopAndExit(1)
}
