import 'server-only'
import type { Away } from './breaker'
import { getFlowCall, getInstanceCall, isFlowId, isFlowInstId, isWho, timeCall } from './calls'
import { cancelFlowInstance } from './cancel'
import type { CallOptions, GatewayConfig, Ports, Who } from './config'
import { badInput, unexpectedShape } from './errors'
import { type Flow, parseFlow } from './flow'
import { switchFlow, type Trigger, type TriggerReply, triggerFlow } from './flow-posts'
import { type LogIn, type LogInFailure, logIn } from './iam'
import type { IamSession } from './iam-session'
import { type Line, openLine } from './line'
import { createListFlowInstances, type ListFlowInstances } from './list'
import { asInteger } from './loose-values'
import type { PostOptions, PostReply } from './post-once'
import { readCall } from './read'
import { fail, ok, type Result } from './result'
import type { TaskInstance } from './task-instance'
import { getTaskInstance, getTaskLog } from './tasks'
import { parseTimeZone, type ZoneAnswer } from './time-zone'
import type { Call } from './transport'
import { type FlowInstance, firstOf, parseFlowInstance } from './wire'

/** The EnOS gateway. Expected failures are returned, never thrown. One per process: it holds the token and the limiter. */
export type Gateway = {
  listFlowInstances: ListFlowInstances
  getFlowInstance: (who: Who, flowInstId: string, options?: CallOptions) => Promise<Result<FlowInstance>>
  /** With `data` as EnOS sent it. */
  getRawFlowInstance: (
    who: Who,
    flowInstId: string,
    options?: CallOptions,
  ) => Promise<Result<RawFlowInstance>>
  cancelFlowInstance: (who: Who, flowInstId: string, options: PostOptions) => Promise<PostReply>
  /** `not_offered`: this EnOS has no such call. */
  getTaskInstance: (
    who: Who,
    taskInstId: string,
    options?: CallOptions,
  ) => Promise<Result<TaskInstance | 'not_offered'>>
  /** Up to `LOG_LIMIT` characters; null: there is no log. */
  getTaskLog: (who: Who, taskInstId: string, options?: CallOptions) => Promise<Result<{ log: string | null }>>
  getFlow: (who: Who, flowId: string, options?: CallOptions) => Promise<Result<Flow>>
  enableFlow: (who: Who, flowId: string, options: PostOptions) => Promise<PostReply>
  disableFlow: (who: Who, flowId: string, options: PostOptions) => Promise<PostReply>
  triggerFlow: (who: Who, trigger: Trigger, options: PostOptions) => Promise<TriggerReply>
  /** EnOS's clock, Unix ms (enos-api.md 5.18). */
  getCurrentTime: (options?: CallOptions) => Promise<Result<number>>
  getTimeZone: (options?: CallOptions) => Promise<Result<ZoneAnswer>>
  logIn: (account: LogIn, options?: CallOptions) => Promise<Result<IamSession, LogInFailure>>
  /** Since when EnOS does not answer; null while it does. */
  away: () => Away | null
}

export type RawFlowInstance = { instance: FlowInstance; raw: unknown }

export function createGateway(config: GatewayConfig, ports: Ports): Gateway {
  const line = openLine(config, ports)
  return {
    listFlowInstances: createListFlowInstances(line),

    getFlowInstance: async (who, flowInstId, options) => {
      const found = await getRawFlowInstance(line, { who, flowInstId, options })
      return found.ok ? ok(found.value.instance) : found
    },
    getRawFlowInstance: (who, flowInstId, options) => getRawFlowInstance(line, { who, flowInstId, options }),

    cancelFlowInstance: (who, flowInstId, options) => cancelFlowInstance(line, who, flowInstId, options),

    getTaskInstance: (who, taskInstId, options) => getTaskInstance(line, { who, taskInstId, options }),
    getTaskLog: (who, taskInstId, options) => getTaskLog(line, { who, taskInstId, options }),

    getFlow: async (who, flowId, options) => {
      if (!isWho(who)) return fail(badInput('who'))
      if (!isFlowId(flowId)) return fail(badInput('flow_id'))
      return readValue(line, getFlowCall(who, flowId), (data) => flowOf(data, flowId), options)
    },

    enableFlow: (who, flowId, options) => switchFlow(line, { who, flowId, action: 'enable' }, options),
    disableFlow: (who, flowId, options) => switchFlow(line, { who, flowId, action: 'disable' }, options),
    triggerFlow: (who, trigger, options) => triggerFlow(line, who, trigger, options),

    getCurrentTime: (options) => readValue(line, timeCall('getCurrentTime'), asInteger, options),
    getTimeZone: (options) => readValue(line, timeCall('getTimeZone'), parseTimeZone, options),
    logIn: (account, options) => logIn(line, account, options),
    away: line.breaker.away,
  }
}

async function getRawFlowInstance(
  line: Line,
  { who, flowInstId, options }: { who: Who; flowInstId: string; options: CallOptions | undefined },
): Promise<Result<RawFlowInstance>> {
  if (!isWho(who)) return fail(badInput('who'))
  if (!isFlowInstId(flowInstId)) return fail(badInput('flow_inst_id'))
  return readValue(
    line,
    getInstanceCall(who, flowInstId),
    (raw) => {
      const instance = parseFlowInstance(firstOf(raw))
      // Whoever owns another instance must not be taken for the owner of this one.
      return instance?.flowInstId === flowInstId ? { instance, raw } : null
    },
    options,
  )
}

/** What another workflow does must not be taken for what this one does. */
function flowOf(data: unknown, flowId: string): Flow | null {
  const flow = parseFlow(firstOf(data))
  return flow?.flowId === flowId ? flow : null
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
