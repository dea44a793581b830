import 'server-only'
import { type FlowActionRecord, keyWithCancel } from '@/lib/flow-actions/record'
import type { Viewer } from '@/lib/people/viewer'
import type { FlowActionView } from '@/lib/shared/flow-actions'

/** What a viewer who may see an act is shown of it. */
export function actViewOf(record: FlowActionRecord, viewer: Pick<Viewer, 'userId'>): FlowActionView {
  const { answerVerdict, answerCode: code, answerHttp: http, answerText: text } = record
  return {
    id: record.id,
    kind: record.kind,
    state: record.state,
    flowId: record.flowId,
    flowName: record.flowName,
    flowInstId: record.flowInstId,
    cancellationId: record.cancellationId,
    isWithCancel:
      record.cancellationId !== null && record.idempotencyKey === keyWithCancel(record.cancellationId),
    askedBy: record.username,
    askedByMe: record.userId === viewer.userId,
    requestedAt: record.requestedAt,
    closedAt: record.closedAt,
    triggerAt: record.triggerAt,
    newFlowInstId: record.newFlowInstId,
    answer: answerVerdict === null ? null : { code, http, text, requestId: record.answerRequestId },
  }
}
