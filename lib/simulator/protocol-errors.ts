export type ProtocolError = {
  n: number
  at: number
  kind: string
  reason: string
  operation: string
  userId: string | null
  flowInstId: string | null
}

const KEPT = 2_000

/** What a correct client would never have sent. */
export class ProtocolErrors {
  readonly #errors: ProtocolError[] = []
  #count = 0

  add(error: Omit<ProtocolError, 'n' | 'at'>): void {
    this.#count += 1
    this.#errors.push({ n: this.#count, at: Date.now(), ...error })
    if (this.#errors.length > KEPT) this.#errors.shift()
  }

  all(): ProtocolError[] {
    return [...this.#errors]
  }
}
