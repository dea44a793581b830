import { randomBytes } from 'node:crypto'

type Token = { value: string; expiresAt: number; replaced: boolean }
export type TokenCheck = 'good' | 'expired' | 'unknown'

/** The access tokens of the one application: a single current one (enos-api.md 3.2, 3.3). */
export class Tokens {
  #current: Token | undefined
  readonly #known = new Map<string, Token>()

  /** The current token while it lives, else a new one. */
  get(now: number, lifeS: number): { accessToken: string; expire: number } {
    if (!this.#current || this.#current.expiresAt <= now) this.#current = this.#issue(now, lifeS)
    return {
      accessToken: this.#current.value,
      expire: Math.max(0, Math.floor((this.#current.expiresAt - now) / 1000)),
    }
  }

  refresh(now: number, lifeS: number): { accessToken: string; expire: number } {
    if (this.#current) this.#current.replaced = true
    this.#current = undefined
    return this.get(now, lifeS)
  }

  check(value: string, now: number, oldWorks: boolean): TokenCheck {
    const token = this.#known.get(value)
    if (!token) return 'unknown'
    if (token.expiresAt <= now || (token.replaced && !oldWorks)) return 'expired'
    return 'good'
  }

  expireAll(now: number): void {
    for (const token of this.#known.values()) token.expiresAt = Math.min(token.expiresAt, now)
  }

  #issue(now: number, lifeS: number): Token {
    const token = { value: randomBytes(16).toString('hex'), expiresAt: now + lifeS * 1000, replaced: false }
    this.#known.set(token.value, token)
    if (this.#known.size > 500) {
      const oldest = this.#known.keys().next().value
      if (oldest !== undefined) this.#known.delete(oldest)
    }
    return token
  }
}
