import 'server-only'
import { flowsCall, isFlowId, isFlowInstId, isWho } from './calls'
import type { Who } from './config'
import { type BadInput, badInput } from './errors'
import type { Line } from './line'
import { asObject, asText, readFields } from './loose-values'
import { type NotSent, type PostOptions, type PostReply, postOnce, type Sent } from './post-once'
import { firstOf } from './wire'

/** `triggerTime`: Unix ms; a past one starts at once, and is what the run takes for its time (enos-api.md 5.6). */
export type Trigger = { flowId: string; triggerTime: number }

/** `newFlowInstId` is null where EnOS named no instance, which does not mean that there is none. */
export type TriggerReply = NotSent | (Sent & { newFlowInstId: string | null })

/** Starts (`enable`) or stops (`disable`) the schedule of a workflow (enos-api.md 5.9). */
export async function switchFlow(
  line: Line,
  p: { who: Who; flowId: string; action: 'enable' | 'disable' },
  options: PostOptions,
): Promise<PostReply> {
  const wrong = wrongInput(p.who, p.flowId)
  if (wrong) return { sent: false, why: 'bad_input', error: badInput(wrong) }
  const body = { flowId: documentedFlowId(p.flowId) }
  return (await postOnce(line, flowsCall(p.who, p.action, body), options)).reply
}

/** Asks for a new run of a workflow (enos-api.md 5.6). */
export async function triggerFlow(
  line: Line,
  who: Who,
  { flowId, triggerTime }: Trigger,
  options: PostOptions,
): Promise<TriggerReply> {
  const wrong = wrongInput(who, flowId) ?? (isMoment(triggerTime) ? null : 'trigger_time')
  if (wrong) return { sent: false, why: 'bad_input', error: badInput(wrong) }
  const call = flowsCall(who, 'trigger', { flowId: documentedFlowId(flowId), triggerTime })
  const posted = await postOnce(line, call, options)
  return 'data' in posted ? { ...posted.reply, newFlowInstId: newInstanceOf(posted.data) } : posted.reply
}

function wrongInput(who: Who, flowId: string): BadInput | null {
  if (!isFlowId(flowId)) return 'flow_id'
  return isWho(who) ? null : 'who'
}

function isMoment(ms: number): boolean {
  return Number.isSafeInteger(ms) && ms >= 0
}

/** An Integer, as documented, where it can be written as one. */
function documentedFlowId(flowId: string): number | string {
  const number = Number(flowId)
  return Number.isSafeInteger(number) && String(number) === flowId ? number : flowId
}

function newInstanceOf(data: unknown): string | null {
  const field = readFields(asObject(firstOf(data)) ?? {})
  const id = asText(field('flowInstanceId', 'flowInstId', 'instanceId', 'instId'))
  return id !== null && isFlowInstId(id) ? id : null
}
