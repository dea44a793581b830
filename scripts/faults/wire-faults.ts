import type { FaultKind, NewInstance, SimulatorControl } from '@/e2e/support/simulator-control'
import { TIMEOUT_MS } from './site'

export type WireFault = {
  name: string
  kind?: FaultKind
  /** How many calls it strikes; one where absent. */
  times?: number
  /** The cancel, where absent. */
  operation?: 'flowInstances.get'
  seed?: Partial<NewInstance>
  /** What happens at EnOS once it has received the request. */
  meanwhile?: (control: SimulatorControl, flowInstId: string) => Promise<unknown>
  /** The open state that a wish stands in, until `later` has happened. */
  stands?: 'accepted' | 'unconfirmed'
  /** What EnOS does once it stands there. */
  later?: (control: SimulatorControl, flowInstId: string) => Promise<unknown>
  ends: string
}

const LATE_MS = TIMEOUT_MS + 800
const OVERDUE_MS = 3_000

const finish = (control: SimulatorControl, id: string) => control.changeInstance(id, { status: 'SUCCESS' })
const stop = (control: SimulatorControl, id: string) => control.changeInstance(id, { status: 'CANCEL' })
/** Nobody can tell whether EnOS has it, until the instance ends by itself. */
const unheard = { stands: 'unconfirmed', later: finish, ends: 'finished_first' } as const

const code = (number: number, acted = false): FaultKind => ({
  type: 'code',
  code: number,
  msg: `code ${number}`,
  acted,
})

function refusedBy(numbers: number[]): WireFault[] {
  return numbers.map((number) => ({ name: `code ${number}`, kind: code(number), ends: 'refused' }))
}

/** Troubles of one call each, and what becomes of an instance; enos-api.md 7 has the codes. */
export const WIRE_FAULTS: readonly WireFault[] = [
  { name: 'no fault', ends: 'stopped' },
  { name: 'answer after the timeout', kind: { type: 'delay', ms: LATE_MS, when: 'after' }, ends: 'stopped' },
  {
    name: 'processed after the timeout',
    kind: { type: 'delay', ms: LATE_MS, when: 'before' },
    ends: 'stopped',
  },
  { name: 'cut before processing', kind: { type: 'cut', when: 'before' }, ...unheard },
  { name: 'cut after processing', kind: { type: 'cut', when: 'after' }, ends: 'stopped' },
  ...[400, 403, 413, 429].map((status) => ({
    name: `HTTP ${status}`,
    kind: { type: 'http', status, body: { message: 'no' } } as const,
    ends: 'refused',
  })),
  { name: 'HTTP 401 once', kind: { type: 'http', status: 401 }, ends: 'stopped' },
  { name: 'HTTP 401 again and again', kind: { type: 'http', status: 401 }, times: 9, ends: 'refused' },
  { name: 'HTTP 500, HTML', kind: { type: 'html', status: 500 }, ...unheard },
  {
    name: 'HTTP 503',
    kind: { type: 'http', status: 503, body: { message: 'Service unavailable' } },
    ...unheard,
  },
  { name: 'truncated JSON', kind: { type: 'garble' }, ends: 'stopped' },
  ...refusedBy([62101, 62102, 62103, 62104, 62105]),
  { name: 'code 62109, had acted', kind: code(62109, true), ends: 'stopped' },
  { name: 'code 62109, had not acted', kind: code(62109), ...unheard },
  ...refusedBy([1001, 1002, 1004, 1005, 1202, 1204, 497, 498, 99500]),
  { name: 'token expired (1203) once', kind: code(1203), ends: 'stopped' },
  { name: 'token expired (1203) again and again', kind: code(1203), times: 9, ends: 'refused' },
  { name: 'code 1003 once', kind: code(1003), ends: 'stopped' },
  {
    name: 'instance ends before the request arrives',
    kind: { type: 'hold', when: 'before' },
    meanwhile: async (control, id) => {
      await finish(control, id)
      await control.releaseHeld()
    },
    ends: 'finished_first',
  },
  { name: 'instance succeeds after accepting', seed: { onCancel: 'finish-first' }, ends: 'finished_first' },
  { name: 'instance fails after accepting', seed: { onCancel: 'fail' }, ends: 'finished_first' },
  {
    name: 'instance never stops',
    seed: { onCancel: 'never' },
    stands: 'accepted',
    later: async (control, id) => {
      await new Promise((resolve) => setTimeout(resolve, OVERDUE_MS))
      await stop(control, id)
    },
    ends: 'stopped',
  },
  {
    name: 'EnOS cannot be read before the request',
    operation: 'flowInstances.get',
    kind: { type: 'html', status: 500 },
    times: 9,
    ends: 'no record',
  },
]
