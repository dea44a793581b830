/** Calls counted per second of the clock, over all APIs together (enos-api.md 9.1). */
export class RateLimit {
  #second = 0
  #count = 0

  /** Counts a call; false when it is one too many. A limit of 0 is none. */
  admits(now: number, limit: number): boolean {
    const second = Math.floor(now / 1000)
    if (second !== this.#second) {
      this.#second = second
      this.#count = 0
    }
    this.#count += 1
    return limit === 0 || this.#count <= limit
  }
}
