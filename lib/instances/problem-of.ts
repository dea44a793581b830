import 'server-only'
import { isDatabaseFailure } from '@/lib/cancellations/health'
import type { CancellationRecord } from '@/lib/cancellations/record'
import type { FlowActionRecord } from '@/lib/flow-actions/record'
import { INTERNAL_ERROR } from '@/lib/gateway/classify'
import type { GatewayError } from '@/lib/gateway/errors'
import { OutOfTime } from '@/lib/instances/send/time-limits'
import { log } from '@/lib/log'
import type { Viewer } from '@/lib/people/viewer'
import type { ActProblem } from '@/lib/shared/act-problems'
import type { Problem, ProblemCode } from '@/lib/shared/problems'

/** What a person is told of something thrown, which goes to the log: `fallen` where our database is to blame. */
export function problemOfFailure(
  error: unknown,
  { event, fallen }: { event: string; fallen: ProblemCode },
): Problem {
  log.error({ event, reason: error instanceof Error ? error.message : 'unknown' })
  return { code: isDatabaseFailure(error) || error instanceof OutOfTime ? fallen : 'unexpected' }
}

/** What a person is told who wants what somebody else asked for already. */
export function alreadyAsked({
  id,
  username,
  requestedAt,
}: Pick<CancellationRecord, 'id' | 'username' | 'requestedAt'>): Problem {
  return { code: 'already_asked', detail: { id, by: username, at: requestedAt } }
}

/** The same of an act on the workflow, which may be their own. */
export function actUnderWay(
  { id, userId, username, requestedAt }: FlowActionRecord,
  viewer: Pick<Viewer, 'userId'>,
): ActProblem {
  const detail = { id, by: username, at: requestedAt }
  return { code: 'act_under_way', detail: userId === viewer.userId ? { ...detail, byMe: true } : detail }
}

/** What a person is told who wants to run what was run a moment ago. */
export function ranJustNow({ id, username }: FlowActionRecord, at: number): ActProblem {
  return { code: 'ran_just_now', detail: { id, by: username, at } }
}

/** What a person is told when EnOS could not be asked. */
export function problemOf(error: GatewayError): Problem {
  switch (error.kind) {
    case 'unreachable':
      return { code: 'enos_unreachable' }
    case 'timeout':
    case 'aborted':
      return { code: 'enos_timeout' }
    case 'unauthorized':
      return { code: 'enos_unauthorized' }
    case 'limited':
      return error.retryAfterMs === null
        ? { code: 'enos_limited' }
        : { code: 'enos_limited', detail: { retryAfterMs: error.retryAfterMs } }
    case 'gateway_error':
      return { code: 'enos_error', detail: { status: error.http } }
    case 'malformed':
      return { code: 'enos_malformed', detail: { status: error.http } }
    case 'bad_input':
      return { code: 'bad_input', detail: { field: error.code } }
    case 'rejected':
      return {
        // It failed rather than turned it away.
        code: error.code === INTERNAL_ERROR ? 'enos_error' : 'enos_rejected',
        detail: {
          code: error.code,
          text: error.text,
          ...(error.requestId === null ? {} : { requestId: error.requestId }),
        },
      }
    default:
      return error satisfies never
  }
}
