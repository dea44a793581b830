import { Accounts } from './accounts'
import { CallLog } from './call-log'
import { Faults } from './faults'
import { FlowActs } from './flow-acts'
import { Holds } from './holds'
import { Lockouts } from './lockouts'
import { ProtocolErrors } from './protocol-errors'
import { RateLimit } from './rate-limit'
import { RunStore } from './run-store'
import { Secrets } from './secrets'
import { SeenOnce } from './seen-once'
import { Sessions } from './sessions'
import { changeSettings, DEFAULT_SETTINGS, type Settings } from './settings'
import { Tokens } from './tokens'

export type SimulationOptions = {
  appKey?: string
  appSecret?: string
  seed?: number
  company?: 'demo' | 'empty'
  settings?: Partial<Settings>
}

/** The state of one simulated gateway and of the services behind it. */
export type Simulation = {
  appKey: string
  appSecret: string
  settings: Settings
  accounts: Accounts
  runs: RunStore
  tokens: Tokens
  sessions: Sessions
  lockouts: Lockouts
  faults: Faults
  holds: Holds
  calls: CallLog
  protocolErrors: ProtocolErrors
  rateLimit: RateLimit
  secrets: Secrets
  signatures: SeenOnce
  encryptions: SeenOnce
  flowActs: FlowActs
  /** Logs of tasks as control gives them: a text, or null for none. */
  logs: Map<string, string | null>
  /** The gateway's own clock, which may be wrong; instances live by the real one. */
  gatewayNow: () => number
}

export function createSimulation(options: SimulationOptions): Simulation {
  const settings = changeSettings(DEFAULT_SETTINGS, options.settings ?? {})
  const simulation: Simulation = {
    appKey: options.appKey ?? 'demo-app-key',
    appSecret: options.appSecret ?? 'demo-app-secret-not-a-secret',
    settings,
    accounts: new Accounts(),
    runs: new RunStore({
      seed: options.seed ?? 1,
      size: settings.size,
      isEmpty: options.company === 'empty',
    }),
    tokens: new Tokens(),
    sessions: new Sessions(),
    lockouts: new Lockouts(),
    faults: new Faults(),
    holds: new Holds(),
    calls: new CallLog(),
    protocolErrors: new ProtocolErrors(),
    rateLimit: new RateLimit(),
    secrets: new Secrets(),
    signatures: new SeenOnce(),
    encryptions: new SeenOnce(),
    flowActs: new FlowActs(),
    logs: new Map(),
    gatewayNow: () => Date.now() + simulation.settings.clockSkewMs,
  }
  return simulation
}
