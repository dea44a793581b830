import { isRecord } from './call'
import { BadControl, bodyOf, type ControlRequest, optionalText, textField } from './control-request'
import type { Fault, FaultKind } from './faults'
import { isOperationName } from './operations'
import type { Simulation } from './simulation'

/** Lays a trouble in wait for the next calls of an operation. */
export function addFault(simulation: Simulation, request: ControlRequest): Fault {
  const body = bodyOf(request)
  const operation = textField(body, 'operation')
  if (operation !== '*' && !isOperationName(operation))
    throw new BadControl(`There is no operation "${operation}".`)
  const { times = 1, match = {} } = body
  if (!Number.isInteger(times) || Number(times) < 1) throw new BadControl('"times" must be 1 or more.')
  if (!isRecord(match)) throw new BadControl('"match" must be an object.')
  return simulation.faults.add({
    operation,
    match: {
      userId: optionalText(match, 'userId'),
      flowInstId: optionalText(match, 'flowInstId'),
      flowId: match.flowId === undefined ? undefined : String(match.flowId),
      taskInstId: optionalText(match, 'taskInstId'),
      principal: optionalText(match, 'principal'),
    },
    times: Number(times),
    kind: readKind(body.kind),
  })
}

function readKind(kind: unknown): FaultKind {
  if (!isRecord(kind)) throw new BadControl('"kind" must be an object with a "type".')
  const when = kind.when === 'after' ? 'after' : 'before'
  switch (kind.type) {
    case 'delay':
      return { type: 'delay', ms: amount(kind, 'ms'), when }
    case 'hold':
      return { type: 'hold', when }
    case 'http':
      return {
        type: 'http',
        status: amount(kind, 'status'),
        body: kind.body,
        headers: readHeaders(kind.headers),
      }
    case 'html':
      return { type: 'html', status: amount(kind, 'status') }
    case 'code':
      return {
        type: 'code',
        code: amount(kind, 'code'),
        msg: optionalText(kind, 'msg') ?? 'Failed on purpose',
        acted: kind.acted === true,
      }
    case 'cut':
      return { type: 'cut', when }
    case 'garble':
      return { type: 'garble' }
    default:
      throw new BadControl(`There is no kind of fault "${String(kind.type)}".`)
  }
}

function amount(kind: Record<string, unknown>, name: string): number {
  const value = kind[name]
  if (typeof value !== 'number' || !Number.isFinite(value))
    throw new BadControl(`"${name}" must be a number.`)
  return value
}

function readHeaders(value: unknown): Record<string, string> | undefined {
  if (value === undefined) return undefined
  if (!isRecord(value)) throw new BadControl('"headers" must be an object.')
  return Object.fromEntries(Object.entries(value).map(([name, text]) => [name, String(text)]))
}
