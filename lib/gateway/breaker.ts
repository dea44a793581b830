import 'server-only'
import type { Ports, Priority } from './config'
import { errorFromReply, type GatewayError } from './errors'
import type { Reply } from './reply'
import { within } from './span'

/** So many failures in a row mean that EnOS is away: one list that fails with its retries is as many. */
const FAILURES = 5
/**
 * How long after a look that found EnOS away the next one is made (ms). Somebody waits for what a person asks, so a
 * page knows with its next read that EnOS is back; the background can wait longer each time.
 */
const PAUSES_MS = {
  person: [1_000],
  background: [1_000, 2_000, 5_000, 10_000, 15_000],
} as const satisfies Record<Asker, readonly number[]>
const LONGEST_PAUSE_MS = 15_000
const AWAY_STATUSES: ReadonlySet<number> = new Set([502, 503, 504])

type Asker = Exclude<Priority, 'log_in'>

/** What a call showed: EnOS is there, it is away, or nothing, because the caller did not wait for the answer. */
export type Sign = 'there' | 'nothing' | GatewayError

/** Leave to make one call; tell it what came of that. */
export type Pass = { tell: (sign: Sign) => void }

export type Away = {
  since: number
  /** When the background may look again. */
  looksAgainAt: number
}

export type Breaker = {
  /** Leave to call EnOS, or while it is away the error that says so. Waits for a look that is under way. */
  enter: (asker: Asker, operation: string, signal: AbortSignal) => Promise<Pass | GatewayError>
  /** For calls that nothing holds back. */
  hear: (sign: Sign) => void
  /** Null while EnOS is there. */
  away: () => Away | null
}

/** `lanes`: people's looks at each operation are apart, so that a list that hangs does not stand before a cancel. */
type Open = { since: number; error: GatewayError; lanes: Map<string, Lane> }
type Lane = { looks: number; nextAt: number; looking: Promise<void> | null }

/**
 * Notices that EnOS is away, so that one look at a time asks whether it still is, and everybody else is told at once
 * what the last look found. The first answer ends it.
 */
export function createBreaker({ now, onAway }: Pick<Ports, 'now' | 'onAway'>): Breaker {
  let failures = 0
  let open: Open | null = null

  function hear(sign: Sign): void {
    if (sign === 'nothing') return
    if (sign === 'there') {
      failures = 0
      if (open !== null) onAway?.({ isAway: false, ms: now() - open.since })
      open = null
    } else if (open !== null) {
      open.error = sign
    } else if (++failures >= FAILURES) {
      open = { since: now(), error: sign, lanes: new Map() }
      onAway?.({ isAway: true, error: sign })
    }
  }

  async function enter(asker: Asker, operation: string, signal: AbortSignal): Promise<Pass | GatewayError> {
    if (open === null) return { tell: hear }
    const known = open
    const lane = laneOf(known, asker, operation)
    if (lane.looking !== null) {
      await within(lane.looking, signal)
      return open === null ? { tell: hear } : known.error
    }
    return isDue(lane, now()) ? look(lane, PAUSES_MS[asker]) : known.error
  }

  function look(lane: Lane, pauses: readonly number[]): Pass {
    let end = (): void => undefined
    lane.looking = new Promise((resolve) => {
      end = resolve
    })
    const pauseMs = pauses[Math.min(++lane.looks, pauses.length - 1)] ?? LONGEST_PAUSE_MS
    lane.nextAt = now() + pauseMs
    return {
      tell: (sign) => {
        hear(sign)
        lane.nextAt = now() + pauseMs
        lane.looking = null
        end()
      },
    }
  }

  function away(): Away | null {
    if (open === null) return null
    const lane = laneOf(open, 'background', '')
    const at = now()
    return { since: open.since, looksAgainAt: isDue(lane, at) ? Math.min(lane.nextAt, at) : lane.nextAt }
  }

  return { enter, hear, away }
}

/** Whether an error means that nobody is there, rather than that somebody said no. */
export function isAway(error: GatewayError): boolean {
  if (error.kind === 'gateway_error') return AWAY_STATUSES.has(error.http)
  return error.kind === 'unreachable' || error.kind === 'timeout'
}

/** Any answer of its own, a refusal too, shows that EnOS is there. */
export function signOfReply(reply: Reply): Sign {
  if (reply.kind === 'envelope') return 'there'
  const error = errorFromReply(reply)
  return isAway(error) ? error : 'there'
}

function laneOf(open: Open, asker: Asker, operation: string): Lane {
  const key = asker === 'background' ? asker : `${asker} ${operation}`
  const known = open.lanes.get(key)
  if (known) return known
  const lane = { looks: 0, nextAt: open.since + PAUSES_MS[asker][0], looking: null }
  open.lanes.set(key, lane)
  return lane
}

/** Also where the clock was set back. */
function isDue({ nextAt }: Lane, now: number): boolean {
  return now >= nextAt || nextAt - now > LONGEST_PAUSE_MS
}
