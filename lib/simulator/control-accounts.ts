import { ACCOUNT_STATES, type Account, type AccountState } from './accounts'
import { BadControl, bodyOf, type ControlRequest, optionalText, textField } from './control-request'
import type { Simulation } from './simulation'

export function listAccounts(simulation: Simulation): Account[] {
  return simulation.accounts.all()
}

/** Makes a person of one's own, so that tests do not meet in one account. */
export function addAccount(simulation: Simulation, request: ControlRequest): Account {
  const body = bodyOf(request)
  const account = simulation.accounts.add({
    username: textField(body, 'username'),
    password: textField(body, 'password'),
    orgId: optionalText(body, 'orgId'),
    state: readState(body.state),
    type: body.type === 1 || body.type === 2 ? body.type : 0,
    about: optionalText(body, 'about'),
  })
  if (!account) throw new BadControl(`There is already an account "${body.username}".`, 409)
  return account
}

/** Locks somebody, or sets them free. */
export function changeAccount(simulation: Simulation, request: ControlRequest): Account {
  const account = simulation.accounts.byName(request.id)
  if (!account) throw new BadControl(`There is no account "${request.id}".`, 404)
  account.state = readState(bodyOf(request).state) ?? account.state
  return account
}

function readState(value: unknown): AccountState | undefined {
  if (value === undefined || value === null) return undefined
  const state = ACCOUNT_STATES.find((name) => name === value)
  if (!state) throw new BadControl(`"state" must be one of ${ACCOUNT_STATES.join(', ')}.`)
  return state
}
