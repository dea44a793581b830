import { randomBytes } from 'node:crypto'

export type Session = { id: string; userId: string; createdAt: number; expiresS: number }

/** Signed-in sessions of the account service (enos-api.md 8.2). */
export class Sessions {
  readonly #sessions = new Map<string, Session>()

  open(userId: string, now: number, expiresS: number): Session {
    const session = { id: `IAM_S_${randomBytes(18).toString('base64url')}`, userId, createdAt: now, expiresS }
    this.#sessions.set(session.id, session)
    return session
  }

  find(id: string, now: number): Session | undefined {
    const session = this.#sessions.get(id)
    if (!session || session.createdAt + session.expiresS * 1000 > now) return session
    this.#sessions.delete(id)
    return undefined
  }

  end(id: string): boolean {
    return this.#sessions.delete(id)
  }
}
