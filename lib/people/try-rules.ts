import 'server-only'

const MINUTE_MS = 60_000

/** Tries that did not succeed, under one key, since or at `at` (Unix ms). */
export type Tally = { failures: number; at: number }

type Rule = {
  /** How many tries may fail before one has to wait. */
  free: number
  /** A tally this old counts for nothing (ms). */
  forgetMs: number
  /** When the next try may be made (Unix ms). */
  openAt: (tally: Tally) => number
  /** The tally with another try at `now`. */
  add: (tally: Tally, now: number) => Tally
}

const LONGEST_WAIT_MIN = 5

/** After five failures every further try waits: 1, 2, 4, then 5 minutes. An hour of quiet forgets them. */
const account: Rule = {
  free: 5,
  forgetMs: 60 * MINUTE_MS,
  openAt: ({ failures, at }) => at + Math.min(2 ** (failures - account.free), LONGEST_WAIT_MIN) * MINUTE_MS,
  add: ({ failures }, now) => ({ failures: failures + 1, at: now }),
}

/** Thirty failures in ten minutes, whichever the accounts: many people may share an address. */
const address: Rule = {
  free: 30,
  forgetMs: 10 * MINUTE_MS,
  openAt: ({ at }) => at + address.forgetMs,
  add: ({ failures, at }, now) => ({ failures: failures + 1, at: failures === 0 ? now : at }),
}

export const TRY_RULES = { account, address } as const
export type TryKind = keyof typeof TRY_RULES

export type Verdict = { isOpen: true; next: Tally } | { isOpen: false; waitMs: number }

/** Whether a try may be made now, and the tally that counts it as failed until it is known to be otherwise. */
export function judgeTry(kind: TryKind, tally: Tally, now: number): Verdict {
  const rule = TRY_RULES[kind]
  // A tally from the future is one of a server whose clock is ahead: it must not shut anybody out for longer.
  const known =
    now - tally.at >= rule.forgetMs ? { failures: 0, at: now } : { ...tally, at: Math.min(tally.at, now) }
  const waitMs = known.failures < rule.free ? 0 : rule.openAt(known) - now
  return waitMs > 0 ? { isOpen: false, waitMs } : { isOpen: true, next: rule.add(known, now) }
}
