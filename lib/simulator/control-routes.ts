import { addAccount, changeAccount, listAccounts } from './control-accounts'
import { addFault } from './control-faults'
import { changeFlow, showFlow } from './control-flows'
import { addInstance, changeInstance, showInstance } from './control-instances'
import { setLog } from './control-logs'
import { BadControl, type ControlRequest } from './control-request'
import { changeSettings } from './settings'
import type { Simulation } from './simulation'

type Run = (simulation: Simulation, request: ControlRequest) => unknown
type Route = { method: string; path: RegExp; run: Run }

function patchSettings(simulation: Simulation, request: ControlRequest): unknown {
  const before = simulation.settings.size
  try {
    simulation.settings = changeSettings(simulation.settings, request.body)
  } catch (error) {
    throw new BadControl(error instanceof Error ? error.message : String(error))
  }
  if (simulation.settings.size !== before) simulation.runs.resize(simulation.settings.size)
  return simulation.settings
}

function listCalls(simulation: Simulation, { query }: ControlRequest): unknown {
  return simulation.calls.list({
    since: Number(query.get('since') ?? 0),
    operation: query.get('operation') ?? undefined,
    userId: query.get('userId') ?? undefined,
    flowInstId: query.get('flowInstId') ?? undefined,
    flowId: query.get('flowId') ?? undefined,
    taskInstId: query.get('taskInstId') ?? undefined,
    principal: query.get('principal') ?? undefined,
  })
}

export const CONTROL_ROUTES: readonly Route[] = [
  { method: 'GET', path: /^\/health$/, run: () => ({ status: 'ok' }) },
  { method: 'GET', path: /^\/accounts$/, run: listAccounts },
  { method: 'POST', path: /^\/accounts$/, run: addAccount },
  { method: 'PUT', path: /^\/accounts\/([^/]+)$/, run: changeAccount },
  { method: 'GET', path: /^\/calls$/, run: listCalls },
  { method: 'GET', path: /^\/protocol-errors$/, run: (simulation) => simulation.protocolErrors.all() },
  { method: 'GET', path: /^\/secrets$/, run: (simulation) => simulation.secrets.all() },
  { method: 'POST', path: /^\/instances$/, run: addInstance },
  { method: 'GET', path: /^\/instances\/([^/]+)$/, run: showInstance },
  { method: 'PUT', path: /^\/instances\/([^/]+)$/, run: changeInstance },
  { method: 'GET', path: /^\/flows\/(\d+)$/, run: showFlow },
  { method: 'PUT', path: /^\/flows\/(\d+)$/, run: changeFlow },
  { method: 'PUT', path: /^\/logs\/([^/]+)$/, run: setLog },
  { method: 'POST', path: /^\/faults$/, run: addFault },
  { method: 'GET', path: /^\/faults$/, run: (simulation) => simulation.faults.all() },
  { method: 'DELETE', path: /^\/faults$/, run: (simulation) => simulation.faults.clear() },
  { method: 'GET', path: /^\/held$/, run: (simulation) => simulation.holds.all() },
  { method: 'POST', path: /^\/held\/release$/, run: (simulation) => simulation.holds.release() },
  { method: 'GET', path: /^\/settings$/, run: (simulation) => simulation.settings },
  { method: 'PATCH', path: /^\/settings$/, run: patchSettings },
  {
    method: 'POST',
    path: /^\/tokens\/expire$/,
    run: (simulation) => simulation.tokens.expireAll(Date.now()),
  },
  { method: 'POST', path: /^\/reset-lockouts$/, run: (simulation) => simulation.lockouts.reset() },
]
