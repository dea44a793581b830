/** A 32-bit mix of whole numbers: the same input always gives the same output. */
export function mix(seed: number, ...parts: number[]): number {
  let h = seed | 0
  for (const part of parts) {
    h = Math.imul(h ^ part ^ Math.floor(part / 0x1_0000_0000), 0x9e3779b1)
    h = Math.imul(h ^ (h >>> 15), 0x85ebca6b)
    h ^= h >>> 13
  }
  h = Math.imul(h ^ (h >>> 16), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/** A repeatable number in [0, 1). */
export function unit(seed: number, ...parts: number[]): number {
  return mix(seed, ...parts) / 0x1_0000_0000
}

/** A repeatable number between two bounds. */
export function between(range: readonly [number, number], share: number): number {
  return range[0] + (range[1] - range[0]) * share
}
