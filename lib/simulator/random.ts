/** A 32-bit mix of whole numbers: the same input always gives the same output. */
export function mix(seed: number, part: number): number {
  let h = Math.imul(seed ^ part ^ (part / 0x1_0000_0000), 0x9e3779b1)
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/** A repeatable number in [0, 1). */
export function unit(seed: number, ...parts: number[]): number {
  let h = seed
  for (const part of parts) h = mix(h + 0x6d2b79f5, part)
  return h / 0x1_0000_0000
}

/** A repeatable number between two bounds. */
export function between(range: readonly [number, number], share: number): number {
  return range[0] + (range[1] - range[0]) * share
}
