import 'server-only'
import type { Away } from './breaker'
import { getFlowCall, getInstanceCall, isFlowId, isFlowInstId, isWho, timeCall } from './calls'
import { type CancelOptions, type CancelReply, cancelFlowInstance } from './cancel'
import type { CallOptions, GatewayConfig, Ports, Who } from './config'
import { badInput, unexpectedShape } from './errors'
import { type Flow, parseFlow } from './flow'
import { type LogIn, type LogInFailure, logIn } from './iam'
import type { IamSession } from './iam-session'
import { type Line, openLine } from './line'
import { createListFlowInstances, type ListFlowInstances } from './list'
import { asInteger } from './loose-values'
import { readCall } from './read'
import { fail, ok, type Result } from './result'
import { parseTimeZone, type ZoneAnswer } from './time-zone'
import type { Call } from './transport'
import { type FlowInstance, firstOf, parseFlowInstance } from './wire'

/** The EnOS gateway. Expected failures are returned, never thrown. One per process: it holds the token and the limiter. */
export type Gateway = {
  listFlowInstances: ListFlowInstances
  getFlowInstance: (who: Who, flowInstId: string, options?: CallOptions) => Promise<Result<FlowInstance>>
  cancelFlowInstance: (who: Who, flowInstId: string, options: CancelOptions) => Promise<CancelReply>
  getFlow: (who: Who, flowId: string, options?: CallOptions) => Promise<Result<Flow>>
  /** EnOS's clock, Unix ms (enos-api.md 5.18). */
  getCurrentTime: (options?: CallOptions) => Promise<Result<number>>
  getTimeZone: (options?: CallOptions) => Promise<Result<ZoneAnswer>>
  logIn: (account: LogIn, options?: CallOptions) => Promise<Result<IamSession, LogInFailure>>
  /** Since when EnOS does not answer; null while it does. */
  away: () => Away | null
}

export function createGateway(config: GatewayConfig, ports: Ports): Gateway {
  const line = openLine(config, ports)
  return {
    listFlowInstances: createListFlowInstances(line),

    getFlowInstance: async (who, flowInstId, options) => {
      if (!isWho(who)) return fail(badInput('who'))
      if (!isFlowInstId(flowInstId)) return fail(badInput('flow_inst_id'))
      return readValue(
        line,
        getInstanceCall(who, flowInstId),
        (data) => {
          const instance = parseFlowInstance(firstOf(data))
          // Whoever owns another instance must not be taken for the owner of this one.
          return instance?.flowInstId === flowInstId ? instance : null
        },
        options,
      )
    },

    cancelFlowInstance: (who, flowInstId, options) => cancelFlowInstance(line, who, flowInstId, options),

    getFlow: async (who, flowId, options) => {
      if (!isWho(who)) return fail(badInput('who'))
      if (!isFlowId(flowId)) return fail(badInput('flow_id'))
      return readValue(line, getFlowCall(who, flowId), (data) => parseFlow(firstOf(data)), options)
    },

    getCurrentTime: (options) => readValue(line, timeCall('getCurrentTime'), asInteger, options),
    getTimeZone: (options) => readValue(line, timeCall('getTimeZone'), parseTimeZone, options),
    logIn: (account, options) => logIn(line, account, options),
    away: line.breaker.away,
  }
}

async function readValue<T>(
  line: Line,
  call: Call,
  parse: (data: unknown) => T | null,
  options: CallOptions | undefined,
): Promise<Result<T>> {
  const reply = await readCall(line, call, options)
  if (!reply.ok) return reply
  const value = parse(reply.value.body.data)
  return value === null ? fail(unexpectedShape(reply.value.http)) : ok(value)
}
