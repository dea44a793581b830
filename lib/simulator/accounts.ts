import { COMPANY_ORGS, COMPANY_PEOPLE } from './company-people'

export const ACCOUNT_STATES = [
  'normal',
  'locked',
  'disabled',
  'disabled-session',
  'expired',
  'must-change',
  'mfa',
] as const
export type AccountState = (typeof ACCOUNT_STATES)[number]

export type Account = {
  username: string
  password: string
  userId: string
  orgId: string
  orgName: string
  state: AccountState
  /** 0 user, 1 OU owner, 2 OU admin (enos-api.md 8.2). */
  type: 0 | 1 | 2
  about: string
}

export type NewAccount = {
  username: string
  password: string
  orgId?: string
  state?: AccountState
  type?: 0 | 1 | 2
  about?: string
}

/** The people who can sign in. */
export class Accounts {
  readonly #byName = new Map<string, Account>()
  readonly #byId = new Map<string, Account>()
  #made = 0

  constructor() {
    for (const person of COMPANY_PEOPLE) this.#keep({ ...person, orgName: orgNameOf(person.orgId) })
  }

  all(): Account[] {
    return Array.from(this.#byName.values())
  }

  byName(username: string): Account | undefined {
    return this.#byName.get(username)
  }

  byId(userId: string): Account | undefined {
    return this.#byId.get(userId)
  }

  /** Adds a person, or undefined where the name is taken. */
  add(given: NewAccount): Account | undefined {
    if (this.#byName.has(given.username)) return undefined
    this.#made += 1
    const orgId = given.orgId ?? COMPANY_ORGS[0].id
    const account: Account = {
      username: given.username,
      password: given.password,
      userId: `u${16_000_000_000_000 + this.#made}`,
      orgId,
      orgName: orgNameOf(orgId),
      state: given.state ?? 'normal',
      type: given.type ?? 0,
      about: given.about ?? 'made by control',
    }
    this.#keep(account)
    return account
  }

  #keep(account: Account): void {
    this.#byName.set(account.username, account)
    this.#byId.set(account.userId, account)
  }
}

function orgNameOf(orgId: string): string {
  return COMPANY_ORGS.find((org) => org.id === orgId)?.name ?? orgId
}
