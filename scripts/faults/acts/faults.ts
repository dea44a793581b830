import type { FaultKind } from '@/e2e/support/simulator-control'
import { TIMEOUT_MS } from '@/scripts/faults/site'

export type ActFault = {
  name: string
  kind?: FaultKind
  times?: number
  /** The very POST of the act, where absent. */
  operation?: 'flowInstances.get'
  ends: string
}

const LATE_MS = TIMEOUT_MS + 800

const code = (number: number, acted = false): FaultKind => ({
  type: 'code',
  code: number,
  msg: `code ${number}`,
  acted,
})
const http = (status: number): FaultKind => ({ type: 'http', status, body: { message: 'no' } })

/** The faults that cancels are put under, too; what EnOS was never heard of is read to have done or not to have done. */
export const ACT_FAULTS: readonly ActFault[] = [
  { name: 'no fault', ends: 'done' },
  { name: 'answer after the timeout', kind: { type: 'delay', ms: LATE_MS, when: 'after' }, ends: 'done' },
  { name: 'processed after the timeout', kind: { type: 'delay', ms: LATE_MS, when: 'before' }, ends: 'done' },
  { name: 'cut before processing', kind: { type: 'cut', when: 'before' }, ends: 'not_done' },
  { name: 'cut after processing', kind: { type: 'cut', when: 'after' }, ends: 'done' },
  { name: 'HTTP 500, HTML', kind: { type: 'html', status: 500 }, ends: 'not_done' },
  { name: 'truncated JSON', kind: { type: 'garble' }, ends: 'done' },
  { name: 'code 62109, had acted', kind: code(62109, true), ends: 'done' },
  { name: 'code 62109, had not acted', kind: code(62109), ends: 'not_done' },
  ...[400, 403, 429].map((status) => ({ name: `HTTP ${status}`, kind: http(status), ends: 'refused' })),
  ...[62103, 62104, 62105].map((number) => ({
    name: `code ${number}`,
    kind: code(number),
    ends: 'refused',
  })),
  { name: 'token expired (1203) once', kind: code(1203), ends: 'done' },
  { name: 'token expired (1203) again and again', kind: code(1203), times: 9, ends: 'refused' },
  { name: 'HTTP 401 once', kind: { type: 'http', status: 401 }, ends: 'done' },
  {
    name: 'EnOS cannot be read before the request',
    operation: 'flowInstances.get',
    kind: { type: 'html', status: 500 },
    times: 9,
    ends: 'no record',
  },
]
