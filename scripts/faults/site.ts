import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDatabase } from '@/e2e/support/database'
import { DatabaseRelay } from '@/e2e/support/database-relay'
import { SimulatorControl } from '@/e2e/support/simulator-control'
import { testKeys } from '@/e2e/support/stack'
import { anyFreePort, nextFreePort } from '@/scripts/free-port.mjs'
import { inProject } from '@/scripts/project-root.mjs'
import { type App, launchApp, startApp } from '@/scripts/start-app.mjs'
import type { Child } from '@/scripts/start-child.mjs'
import { type Simulator, startSimulator } from '@/scripts/start-simulator.mjs'
import { type DatabaseAccount, endLeases, photograph } from './database-account'

/** Waits of the follower and of the record's life, as a share of the real ones. */
const PACE = 0.02

/** How long EnOS takes to stop an instance, unless one says otherwise (ms). */
const CANCEL_DELAY_MS = 300

/** One call to the gateway may take this long (ms). */
export const TIMEOUT_MS = 4_000

/**
 * From here on, apps that come and go have their ports: below those that the system gives to whoever asks for any, which
 * might be one whose app is down.
 */
let ports = 21_000 + (process.pid % 50) * 200

/** Where the data is: `server` on PostgreSQL behind a relay, else in a folder of the embedded database. */
type Place = { folder: string; server: { url: string; relay: DatabaseRelay } | null }

/** A simulator behind a relay, a database, and built apps over them which come and go. */
export class Site {
  readonly control: SimulatorControl
  /** What stands before the gateway. */
  readonly gateway: DatabaseRelay
  readonly #simulator: Simulator
  readonly #env: Record<string, string>
  readonly #serverUrl: string | null
  #place: Place
  #app: App | null = null
  #port = 0
  #log = ''
  /** When the app was last known to be up again (Unix ms). */
  upAt = 0

  private constructor(parts: {
    simulator: Simulator
    gateway: DatabaseRelay
    place: Place
    serverUrl: string | null
    env: Record<string, string>
  }) {
    this.#simulator = parts.simulator
    this.gateway = parts.gateway
    this.#place = parts.place
    this.#serverUrl = parts.serverUrl
    this.#env = parts.env
    this.control = new SimulatorControl(parts.simulator.controlUrl)
  }

  /** `serverUrl`: a PostgreSQL server to make databases on; null for the embedded database. */
  static async open(serverUrl: string | null, env: Record<string, string> = {}): Promise<Site> {
    const config = { cancelDelayMs: [CANCEL_DELAY_MS, CANCEL_DELAY_MS] }
    const simulator = await startSimulator({ keys: testKeys, company: 'empty', config })
    const gateway = await DatabaseRelay.before(simulator.url)
    const site = new Site({ simulator, gateway, place: await makePlace(serverUrl), serverUrl, env })
    ports += 100
    site.#port = await nextFreePort(ports)
    return site
  }

  get name(): 'PGlite' | 'PostgreSQL' {
    return this.#serverUrl === null ? 'PGlite' : 'PostgreSQL'
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  /** What stands before PostgreSQL; absent with the embedded database. */
  get database(): DatabaseRelay | undefined {
    return this.#place.server?.relay
  }

  /** Where the app is told what to stop at (`stop-at.mjs`). */
  get stopFolder(): string {
    return this.#place.folder
  }

  /** Everything that its servers have logged. */
  log(): string {
    return this.#log
  }

  async start(): Promise<void> {
    this.#app = await startApp(this.#appOptions())
    this.upAt = Date.now()
  }

  /** Starts the app and does not wait for it. */
  launch(): Child {
    this.#app = launchApp(this.#appOptions())
    return this.#app.child
  }

  /** One more server on the same database, which one address in front of both would serve. */
  async startAnother(): Promise<App & { log: () => string }> {
    let log = ''
    const onOutput = (chunk: string): void => {
      log += chunk
    }
    const env = { ...this.#appOptions().env, AUTH_URL: this.url }
    const app = await startApp({ port: await anyFreePort(), env, onOutput })
    return { ...app, log: () => log }
  }

  async kill(): Promise<void> {
    await this.#app?.child.stop({ signal: 'SIGKILL' })
  }

  async stop(): Promise<void> {
    await this.#app?.child.stop()
  }

  /** What the database says now; the embedded one can be asked only while no app has it open. */
  async read(): Promise<DatabaseAccount> {
    return (await this.photograph())()
  }

  photograph(): Promise<() => Promise<DatabaseAccount>> {
    const { server, folder } = this.#place
    return photograph(server?.url ?? join(folder, 'data'))
  }

  /** Nobody waits for a killed server's leases; the embedded database voids them at start. */
  async endLeases(): Promise<void> {
    if (this.#place.server) await endLeases(this.#place.server.url)
  }

  /** An empty place for the data, and no app. */
  async renew(): Promise<void> {
    await this.kill()
    await leavePlace(this.#place)
    this.#place = await makePlace(this.#serverUrl)
  }

  async close(): Promise<void> {
    await this.#app?.child.stop({ signal: 'SIGKILL' })
    await leavePlace(this.#place)
    await this.gateway.close()
    await this.#simulator.child.stop()
  }

  #appOptions() {
    const { folder, server } = this.#place
    return {
      port: this.#port,
      env: {
        ENOS_API_URL: this.gateway.url().replace(/\/$/, ''),
        ENOS_ACCESS_KEY: testKeys.accessKey,
        ENOS_SECRET_KEY: testKeys.secretKey,
        ENOS_TIMEOUT_MS: String(TIMEOUT_MS),
        ENOS_MAX_RPS: '1000',
        AUTH_SECRET: 'a-secret-only-for-the-fault-bench-of-flowstop',
        DATA_DIR: join(folder, 'data'),
        DATABASE_URL: server?.relay.url() ?? '',
        FOLLOW_PACE: String(PACE),
        TEAM_LEADS: '',
        SIGN_IN_NOTICE: '',
        NODE_OPTIONS: server ? '' : `--import=${inProject('scripts/faults/stop-at.mjs')}`,
        STOP_AT_FOLDER: folder,
        ...this.#env,
      },
      onOutput: (chunk: string): void => {
        this.#log = (this.#log + chunk).slice(-2_000_000)
      },
    }
  }
}

async function makePlace(serverUrl: string | null): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'flowstop-faults-'))
  if (serverUrl === null) return { folder, server: null }
  const url = await createDatabase(serverUrl)
  return { folder, server: { url, relay: await DatabaseRelay.before(url) } }
}

async function leavePlace({ folder, server }: Place): Promise<void> {
  await server?.relay.close()
  await rm(folder, { recursive: true, force: true })
}
