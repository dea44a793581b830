export type SecretKind = 'token' | 'signature' | 'encryption' | 'session'

const KEPT = 20_000

/** What passed between gateway and callers and is nobody else's business: tests search for it where it must not be. */
export class Secrets {
  readonly #values: Record<SecretKind, Set<string>> = {
    token: new Set(),
    signature: new Set(),
    encryption: new Set(),
    session: new Set(),
  }

  note(kind: SecretKind, value: unknown): void {
    if (typeof value !== 'string' || value === '') return
    const values = this.#values[kind]
    values.add(value)
    const oldest = values.size > KEPT ? values.values().next().value : undefined
    if (oldest !== undefined) values.delete(oldest)
  }

  all(): Record<SecretKind, string[]> {
    const { token, signature, encryption, session } = this.#values
    return {
      token: [...token],
      signature: [...signature],
      encryption: [...encryption],
      session: [...session],
    }
  }
}
