export type Random = {
  /** 0 ≤ n < 1 */
  fraction(): number
  /** A whole number from `min` to `max`, both included. */
  whole(min: number, max: number): number
  chance(share: number): boolean
  pick<T>(from: readonly T[]): T
}

/** The same seed gives the same numbers, on every machine: mulberry32's mixing of a counter. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  const fraction = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const whole = (min: number, max: number): number => min + Math.floor(fraction() * (max - min + 1))
  return {
    fraction,
    whole,
    chance: (share) => fraction() < share,
    pick: (from) => {
      if (from.length === 0) throw new Error('Nothing to pick from.')
      return from[whole(0, from.length - 1)] as (typeof from)[number]
    },
  }
}
