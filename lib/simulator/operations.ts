import type { Answer, Call } from './call'
import { cancelInstance } from './cancel-instance'
import { wrapResult } from './envelope'
import { switchFlow, triggerFlow } from './flow-service'
import { getFlow } from './get-flow'
import { getInstance } from './get-instance'
import { logIn, refuseSignIn, sessionInfo } from './iam-service'
import { listInstances } from './list-instances'
import type { Result } from './refusal'
import type { Settings } from './settings'
import type { Simulation } from './simulation'
import { getTask, getTaskLog } from './task-service'
import { currentTime, timeZone } from './time-service'
import { answerToken, getToken, refreshToken } from './token-service'

export type Operation = {
  name: string
  isSigned: boolean
  /** Older releases lack some. */
  isOffered?: (settings: Settings) => boolean
  run: (simulation: Simulation, call: Call) => Answer
  /** A refusal in the envelope of the operation's service, for faults. */
  refuse: (simulation: Simulation, result: Result) => Answer
}

const BATCH = '/batch-processing-service/v2.1'

function batch(name: string, handle: (simulation: Simulation, call: Call) => Result): Operation {
  return {
    name,
    isSigned: true,
    run: (simulation, call) => wrapResult(handle(simulation, call), simulation.settings),
    refuse: (simulation, result) => wrapResult(result, simulation.settings),
  }
}

type Run = Operation['run']

function token(name: string, run: Run): Operation {
  return { name, isSigned: false, run, refuse: answerToken }
}

function iam(name: string, run: Run): Operation {
  return { name, isSigned: true, run, refuse: (_, result) => refuseSignIn(result.code, result.msg) }
}

/** Method, path and action of every operation offered (enos-api.md 3.2, 4, 8.2). */
const OPERATIONS = new Map<string, Operation>([
  ['POST /apim-token-service/v2.0/token/get', token('token.get', getToken)],
  ['POST /apim-token-service/v2.0/token/refresh', token('token.refresh', refreshToken)],
  ['POST /enos-iam-service/v2.0/login', iam('iam.login', logIn)],
  ['POST /enos-iam-service/v2.0/session/info', iam('iam.sessionInfo', sessionInfo)],
  [`POST ${BATCH}/flowInstances search`, batch('flowInstances.search', listInstances)],
  [`GET ${BATCH}/flowInstances get`, batch('flowInstances.get', getInstance)],
  [`POST ${BATCH}/flowInstances cancel`, batch('flowInstances.cancel', cancelInstance)],
  [
    `GET ${BATCH}/taskInstances get`,
    { ...batch('taskInstances.get', getTask), isOffered: ({ taskApi }) => taskApi === 'offered' },
  ],
  [`GET ${BATCH}/taskInstances getLog`, batch('taskInstances.getLog', getTaskLog)],
  [`GET ${BATCH}/flows get`, batch('flows.get', getFlow)],
  [`POST ${BATCH}/flows trigger`, batch('flows.trigger', triggerFlow)],
  [`POST ${BATCH}/flows enable`, batch('flows.enable', switchFlow('enable'))],
  [`POST ${BATCH}/flows disable`, batch('flows.disable', switchFlow('disable'))],
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
