import 'server-only'
import { appendEvent } from '@/lib/cancellations/append-event'
import type { Actor, CancellationRecord, Step } from '@/lib/cancellations/record'
import { getGateway } from '@/lib/gateway/configured'
import type { NotSent } from '@/lib/gateway/post-once'
import { pauseAfterCancel } from '@/lib/instances/acts/pause-after-cancel'
import { readInstance } from '@/lib/instances/read'
import { answerFacts, type Mark, nothingWithoutDatabase, type Sender } from '@/lib/instances/send/send-once'

const CONFIRM_DEADLINE_MS = 5_000

export type Attempt = {
  /** 1 is that of the intent; people may ask again. */
  n: number
  /** Who asks, as EnOS is told. */
  who: { userId: string; orgId: string }
  actor: Actor
}

/** One attempt of a cancellation (`sendOnce`). */
export function attemptOf(record: CancellationRecord, attempt: Attempt): Sender<CancellationRecord, Step> {
  const { n, who, actor } = attempt
  return {
    post: (options) => getGateway().cancelFlowInstance(who, record.flowInstId, options),
    append: (known, step, at) => appendEvent(known, { step, actor, at }),
    leaving: (resend) => ({ type: resend ? 'resent' : 'sent', attempt: n }),
    answered: (reply) => ({ type: 'answered', attempt: n, ...answerFacts(reply) }),
    answerLost: { type: 'answer_lost', attempt: n },
    neverSent: (why, mark) => neverSent(n, why, mark),
    onRecorded: (latest, { verdict }) => {
      if (verdict === 'accepted') void pauseAfterCancel(latest, actor)
    },
    confirm: async (latest, { verdict }) =>
      verdict === 'turned_away' ? confirmRefusal(latest, attempt) : latest,
    event: 'cancel',
    about: { cancellationId: record.id, attempt: n },
  }
}

/** Null where the record says nothing of this attempt: a later one leaves it as it was until it is marked. */
function neverSent(attempt: number, why: NotSent['why'], mark: Mark<CancellationRecord> | null): Step | null {
  if (attempt === 1) return { type: 'never_sent', attempt, why, certain: true }
  if (mark === null || mark.is === 'refused') return null
  const undo = { sentAt: mark.at, before: mark.before.lastSentAt }
  return { type: 'never_sent', attempt, why, certain: true, undo }
}

/** EnOS turned the cancel away: one read tells whether the instance had ended or is still there to be stopped. */
async function confirmRefusal(
  record: CancellationRecord,
  { who, actor }: Attempt,
): Promise<CancellationRecord> {
  const options = { actor, priority: 'person', deadlineMs: CONFIRM_DEADLINE_MS } as const
  const read = await readInstance(who, record.flowInstId, options).catch(nothingWithoutDatabase)
  // Where it cannot be read now, the follower asks again until it can.
  return (read?.ok && read.value.changed.find(({ id }) => id === record.id)) || record
}
