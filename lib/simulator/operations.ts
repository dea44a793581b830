import type { Answer, Call } from './call'
import { cancelInstance } from './cancel-instance'
import { wrapResult } from './envelope'
import { getFlow } from './get-flow'
import { getInstance } from './get-instance'
import { logIn, sessionInfo } from './iam-service'
import { listInstances } from './list-instances'
import type { Result } from './refusal'
import type { Simulation } from './simulation'
import { currentTime, timeZone } from './time-service'
import { getToken, refreshToken } from './token-service'

export type Operation = {
  name: string
  isSigned: boolean
  run: (simulation: Simulation, call: Call) => Answer
}

const BATCH = '/batch-processing-service/v2.1'

function batch(name: string, handle: (simulation: Simulation, call: Call) => Result): Operation {
  return {
    name,
    isSigned: true,
    run: (simulation, call) => wrapResult(handle(simulation, call), simulation.settings),
  }
}

/** Method, path and action of every operation offered (enos-api.md 3.2, 4, 8.2). */
const OPERATIONS = new Map<string, Operation>([
  ['POST /apim-token-service/v2.0/token/get', { name: 'token.get', isSigned: false, run: getToken }],
  [
    'POST /apim-token-service/v2.0/token/refresh',
    { name: 'token.refresh', isSigned: false, run: refreshToken },
  ],
  ['POST /enos-iam-service/v2.0/login', { name: 'iam.login', isSigned: true, run: logIn }],
  ['POST /enos-iam-service/v2.0/session/info', { name: 'iam.sessionInfo', isSigned: true, run: sessionInfo }],
  [`POST ${BATCH}/flowInstances search`, batch('flowInstances.search', listInstances)],
  [`GET ${BATCH}/flowInstances get`, batch('flowInstances.get', getInstance)],
  [`POST ${BATCH}/flowInstances cancel`, batch('flowInstances.cancel', cancelInstance)],
  [`GET ${BATCH}/flows get`, batch('flows.get', getFlow)],
  [`GET ${BATCH}/time getCurrentTime`, batch('time.getCurrentTime', currentTime)],
  [`GET ${BATCH}/time getTimeZone`, batch('time.getTimeZone', timeZone)],
])

export function findOperation(
  method: string,
  path: string,
  action: string | undefined,
): Operation | undefined {
  const key = `${method} ${path}`
  return OPERATIONS.get(path.startsWith(BATCH) ? `${key} ${action ?? ''}` : key)
}

export function isOperationName(name: string): boolean {
  for (const operation of OPERATIONS.values()) if (operation.name === name) return true
  return false
}
