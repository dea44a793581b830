import type { Account } from './accounts'
import type { Call } from './call'
import { REFUSED, type Result } from './refusal'
import type { Simulation } from './simulation'

export type Acting = { account: Account; refusal?: undefined } | { account?: undefined; refusal: Result }

/** The user a batch call acts for: only the query says so (enos-api.md 7.1, 62101). */
export function actingUser(simulation: Simulation, call: Call, known: readonly string[]): Acting {
  for (const name of call.query.keys())
    if (!['action', 'userId', 'orgId', ...known].includes(name))
      call.complain('undocumented-parameter', `query parameter ${name}`)
  const userId = call.query.get('userId')
  const orgId = call.query.get('orgId')
  if (!userId || !orgId) {
    call.complain('missing-parameter', 'userId and orgId are mandatory')
    return { refusal: REFUSED.parameter }
  }
  const account = simulation.accounts.byId(userId)
  return account?.orgId === orgId ? { account } : { refusal: REFUSED.mismatch }
}
