/** A call that was received and goes no further until it is let go. */
export type HeldCall = {
  at: number
  operation: string
  userId: string | null
  flowInstId: string | null
  flowId: string | null
  /** Whether it waits to be processed, or its answer waits to be sent. */
  when: 'before' | 'after'
}

/** Calls that stand still, so that a test can act while each of them is exactly where it is. */
export class Holds {
  readonly #held = new Map<HeldCall, () => void>()

  /** Resolves when it is let go. */
  wait(call: Omit<HeldCall, 'at'>): Promise<void> {
    return new Promise((resolve) => this.#held.set({ at: Date.now(), ...call }, resolve))
  }

  all(): HeldCall[] {
    return [...this.#held.keys()]
  }

  release(): void {
    for (const letGo of this.#held.values()) letGo()
    this.#held.clear()
  }
}
