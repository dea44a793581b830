import 'server-only'
import type { GatewayError } from '@/lib/gateway/errors'
import type { Problem } from '@/lib/shared/problems'

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
      return { code: 'enos_limited' }
    case 'gateway_error':
      return { code: 'enos_error', detail: { status: error.http } }
    case 'malformed':
      return { code: 'enos_malformed', detail: { status: error.http } }
    case 'bad_input':
      return { code: 'bad_input', detail: { field: error.code } }
    case 'rejected':
      return {
        code: 'enos_rejected',
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
