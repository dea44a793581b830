import 'server-only'
import { appendFlowEvent } from '@/lib/flow-actions/append-event'
import type { ActStep, FlowActionRecord } from '@/lib/flow-actions/record'
import { getGateway } from '@/lib/gateway/configured'
import type { TriggerReply } from '@/lib/gateway/flow-posts'
import type { PostOptions, PostReply } from '@/lib/gateway/post-once'
import { actorOf } from '@/lib/instances/actor-of'
import { answerFacts, type Sender } from '@/lib/instances/send/send-once'
import type { FlowActionKind } from '@/lib/shared/flow-actions'

/** The one POST of an act, as the person on its record (`sendOnce`). */
export function senderOf(record: FlowActionRecord): Sender<FlowActionRecord, ActStep, TriggerReply> {
  return {
    post: (options) => POSTS[record.kind](record, options),
    append: (known, step, at) => appendFlowEvent(known, { step, actor: actorOf(record), at }),
    leaving: (resend) => ({ type: resend ? 'resent' : 'sent' }),
    answered: (reply) => ({
      type: 'answered',
      ...answerFacts(reply),
      newFlowInstId: reply.newFlowInstId,
    }),
    answerLost: { type: 'answer_lost' },
    neverSent: (why) => ({ type: 'never_sent', why, certain: true }),
    event: 'act',
    about: { actionId: record.id, kind: record.kind },
  }
}

type Post = (record: FlowActionRecord, options: PostOptions) => Promise<TriggerReply>

const POSTS: Readonly<Record<FlowActionKind, Post>> = {
  pause_schedule: async (record, options) =>
    withoutRun(await getGateway().disableFlow(record, record.flowId, options)),
  resume_schedule: async (record, options) =>
    withoutRun(await getGateway().enableFlow(record, record.flowId, options)),
  run_again: (record, options) => {
    const { flowId, triggerAt, requestedAt } = record
    return getGateway().triggerFlow(record, { flowId, triggerTime: triggerAt ?? requestedAt }, options)
  },
}

function withoutRun(reply: PostReply): TriggerReply {
  return reply.sent ? { ...reply, newFlowInstId: null } : reply
}
