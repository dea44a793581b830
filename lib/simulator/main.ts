import { readEnvironment } from './read-environment'
import { type RunningSimulator, startSimulator } from './server'

try {
  const simulator = await startSimulator(readEnvironment(process.env))
  stopOnSignals(simulator)
  const { url, controlUrl } = simulator
  process.stdout.write(`${JSON.stringify({ event: 'listening', url, controlUrl })}\n`)
} catch (error) {
  process.stderr.write(`${sentenceFor(error)}\n`)
  process.exit(1)
}

function stopOnSignals(simulator: RunningSimulator): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => {
      simulator.close().then(() => process.exit(0))
    })
}

function sentenceFor(error: unknown): string {
  const { code, port, message } = error as NodeJS.ErrnoException & { port?: number }
  if (code === 'EADDRINUSE') return `The simulator cannot start: port ${port} on 127.0.0.1 is already taken.`
  if (code === 'EACCES') return `The simulator cannot start: port ${port} may not be used by this account.`
  return `The simulator cannot start: ${message}`
}
