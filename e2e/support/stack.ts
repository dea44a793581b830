import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { anyFreePort } from '@/scripts/free-port.mjs'
import { startApp } from '@/scripts/start-app.mjs'
import { type Simulator, startSimulator } from '@/scripts/start-simulator.mjs'
import { createDatabase } from './database'
import { SimulatorControl } from './simulator-control'

export type StackOptions = {
  /** The simulator's settings (SIM_CONFIG). */
  simulator?: object
  /** `empty`: people, but no workflows except those that a test seeds. */
  company?: 'demo' | 'empty'
  /** The app's settings, over the defaults below. */
  env?: Record<string, string>
  /** `pglite` in a temporary folder, or the URL of a PostgreSQL server: a database of its own is made there. */
  database?: 'pglite' | (string & {})
}

export type Stack = {
  url: string
  gatewayUrl: string
  /** The folder of the embedded database. */
  dataDir: string
  control: SimulatorControl
  /** Everything that the app has logged, over its restarts. */
  serverLog(): string
  /** The process that runs the app now. */
  appPid(): number | undefined
  stopApp(signal?: NodeJS.Signals): Promise<void>
  /** On the same port and database. */
  startApp(): Promise<void>
  restartApp(signal?: NodeJS.Signals): Promise<void>
  stop(): Promise<void>
}

export const testKeys = { accessKey: 'test-access-key', secretKey: 'test-secret-key-of-the-simulator' }

/** A simulator and a built app of their own, on free loopback ports, with an empty database. */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const folder = await mkdtemp(join(tmpdir(), 'flowstop-e2e-'))
  let simulator: Simulator | undefined
  try {
    simulator = await startSimulator({
      keys: testKeys,
      company: options.company,
      config: options.simulator,
    })
    return await startAppOver({ simulator, folder, options })
  } catch (error) {
    await simulator?.child.stop()
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}

async function startAppOver(parts: {
  simulator: Simulator
  folder: string
  options: StackOptions
}): Promise<Stack> {
  const { simulator, folder, options } = parts
  const isServer = options.database !== undefined && options.database !== 'pglite'
  const port = await anyFreePort()
  const env = {
    ENOS_API_URL: simulator.url,
    ENOS_ACCESS_KEY: testKeys.accessKey,
    ENOS_SECRET_KEY: testKeys.secretKey,
    AUTH_SECRET: 'a-secret-only-for-the-end-to-end-tests',
    DATA_DIR: join(folder, 'data'),
    DATABASE_URL: isServer ? await createDatabase(options.database as string) : '',
    TEAM_LEADS: 'lin',
    SIGN_IN_NOTICE: '',
    ...options.env,
  }
  let log = ''
  const onOutput = (chunk: string): void => {
    log += chunk
  }
  const start = () => startApp({ port, env, onOutput })
  let app = await start()

  const stack: Stack = {
    url: app.url,
    gatewayUrl: simulator.url,
    dataDir: env.DATA_DIR,
    control: new SimulatorControl(simulator.controlUrl),
    serverLog: () => log,
    appPid: () => app.child.pid,
    async stopApp(signal = 'SIGTERM') {
      await app.child.stop({ signal })
    },
    async startApp() {
      app = await start()
    },
    async restartApp(signal) {
      await stack.stopApp(signal)
      await stack.startApp()
    },
    async stop() {
      await app.child.stop()
      await simulator.child.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
  return stack
}
