const ALLOWED_FAILURES = 5

/** Sign-in failures per account, which lock it for a while (enos-api.md 8.2, code 30429). */
export class Lockouts {
  readonly #failures = new Map<string, { count: number; until: number }>()

  isLocked(principal: string, now: number): boolean {
    const entry = this.#failures.get(principal)
    if (!entry || entry.count < ALLOWED_FAILURES) return false
    if (entry.until > now) return true
    this.#failures.delete(principal)
    return false
  }

  fail(principal: string, now: number, lockoutMs: number): void {
    const count = (this.#failures.get(principal)?.count ?? 0) + 1
    this.#failures.set(principal, { count, until: now + lockoutMs })
  }

  forget(principal: string): void {
    this.#failures.delete(principal)
  }

  reset(): void {
    this.#failures.clear()
  }
}
