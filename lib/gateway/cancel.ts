import 'server-only'
import { flowInstancesCall, isFlowInstId, isWho } from './calls'
import type { Who } from './config'
import { badInput } from './errors'
import type { Line } from './line'
import { type PostOptions, type PostReply, postOnce } from './post-once'

/** Asks EnOS to stop one instance (enos-api.md 5.3). */
export async function cancelFlowInstance(
  line: Line,
  who: Who,
  flowInstId: string,
  options: PostOptions,
): Promise<PostReply> {
  if (!isFlowInstId(flowInstId)) return { sent: false, why: 'bad_input', error: badInput('flow_inst_id') }
  if (!isWho(who)) return { sent: false, why: 'bad_input', error: badInput('who') }
  return (await postOnce(line, flowInstancesCall(who, 'cancel', { flowInstId }), options)).reply
}
