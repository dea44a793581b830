/** Remembers values for a while, to notice those that come a second time. */
export class SeenOnce {
  readonly #until = new Map<string, number>()

  /** True the first time a value is met within its window. */
  isFirst(value: string, now: number, windowMs: number): boolean {
    this.#forget(now)
    if (this.#until.has(value)) return false
    this.#until.set(value, now + 2 * windowMs)
    return true
  }

  #forget(now: number): void {
    // Insertion order is nearly time order, so looking at the oldest is enough.
    for (const [value, until] of this.#until) {
      if (until > now) return
      this.#until.delete(value)
    }
  }
}
