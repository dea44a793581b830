import 'server-only'
import { pauseOf } from '@/lib/cancellations/pause-of'
import type { CancellationRecord } from '@/lib/cancellations/record'
import { waitOf } from '@/lib/cancellations/timing'
import type { FlowActionRecord } from '@/lib/flow-actions/record'
import type { Viewer } from '@/lib/people/viewer'
import type { CancellationView } from '@/lib/shared/cancellation'

/** What a viewer who may see a record is shown of it. `acts`: those that belong to it, newest first; right after it was sent there are none. */
export function viewOf(
  record: CancellationRecord,
  viewer: Viewer,
  acts: readonly FlowActionRecord[],
): CancellationView {
  const answered = record.answerVerdict !== null
  return {
    id: record.id,
    flowInstId: record.flowInstId,
    flowId: record.flowId,
    flowName: record.flowName,
    state: record.state,
    statusBefore: record.statusBefore,
    statusAfter: record.statusAfter,
    reason: record.reason,
    note: record.note,
    askedBy: record.username,
    askedByMe: record.userId === viewer.userId,
    requestedAt: record.requestedAt,
    closedAt: record.closedAt,
    attempts: record.attempts,
    overdueAt: record.requestedAt + waitOf('overdueAfter'),
    askAgainAt: record.owners.includes(viewer.username) ? askAgainAt(record) : null,
    later:
      record.laterStatus === null || record.laterAt === null
        ? null
        : { status: record.laterStatus, at: record.laterAt },
    pause: pauseOf(record, acts, viewer),
    answer: answered
      ? {
          code: record.answerCode,
          http: record.answerHttp,
          text: record.answerText,
          requestId: record.answerRequestId,
          turnedAway: record.answerVerdict === 'turned_away',
        }
      : null,
  }
}

/** When an open cancellation may be asked again: once it is overdue, and not right after the last attempt (Unix ms). */
export function askAgainAt({
  requestedAt,
  lastSentAt,
}: Pick<CancellationRecord, 'requestedAt' | 'lastSentAt'>): number {
  return Math.max(requestedAt, lastSentAt ?? requestedAt) + waitOf('overdueAfter')
}
