import type { Pace, Span } from './flow'

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE

const shortly: Span = [2_000, 15_000]

/** A pace with the usual share of failures; `run` and the rest in minutes. */
export function pace(given: {
  run: Span
  lead?: number
  wait?: Span
  ready?: Span
  fail?: number
  timeout?: number
  suspend?: Span
}): Pace {
  return {
    leadMs: (given.lead ?? 0) * MINUTE,
    waitMs: given.wait ? minutes(given.wait) : [1_000, 8_000],
    readyMs: given.ready ? minutes(given.ready) : shortly,
    runMs: minutes(given.run),
    suspend: given.suspend,
    failShare: given.fail ?? 0.05,
    timeoutShare: given.timeout ?? 0.015,
  }
}

/** A pace that nothing ever disturbs, for what must look busy at any hour. */
export function steady(given: { run: Span; wait?: Span; ready?: Span; suspend?: Span }): Pace {
  return pace({ ...given, fail: 0, timeout: 0 })
}

function minutes(span: Span): Span {
  return [span[0] * MINUTE, span[1] * MINUTE]
}
