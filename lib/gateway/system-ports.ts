import 'server-only'
import { setTimeout as wait } from 'node:timers/promises'
import type { Ports } from './config'

/** The real fetch, clock and timer. */
export const systemPorts: Ports = {
  // Looked up at each call: Next replaces the global after this module is loaded.
  fetch: (input, init) => globalThis.fetch(input, init),
  now: () => Date.now(),
  sleep: (ms, signal) => wait(ms, undefined, signal ? { signal } : {}).catch(() => undefined),
}
