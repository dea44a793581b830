import 'server-only'
import { setTimeout as wait } from 'node:timers/promises'
import type { Ports } from './config'
import { exchangeOverHttp } from './exchange'

/** The real network, clock and timer. */
export const systemPorts: Ports = {
  exchange: exchangeOverHttp,
  now: () => Date.now(),
  sleep: (ms, signal) => wait(ms, undefined, signal ? { signal } : {}).catch(() => undefined),
}
