'use server'

import { parseCancelInput } from '@/lib/instances/cancel-input'
import { problemOfFailure } from '@/lib/instances/problem-of'
import { requestCancellation } from '@/lib/instances/request-cancellation'
import { inTime, startLimits } from '@/lib/instances/time-limits'
import { getViewer } from '@/lib/people/viewer'
import type { CancelResult } from '@/lib/shared/problems'

/** Asks EnOS to stop one workflow instance of the person who is signed in (enos-api.md 5.3). Every failure is a value. */
export async function cancelFlowInstance(input: unknown): Promise<CancelResult> {
  try {
    const limits = startLimits()
    const viewer = await inTime(getViewer(), limits.giveUp)
    if (!viewer) return { ok: false, problem: { code: 'signed_out' } }
    const wish = parseCancelInput(input)
    if (!wish.ok) return { ok: false, problem: { code: 'bad_input', detail: { field: wish.field } } }
    return await requestCancellation(viewer, wish.value, limits)
  } catch (error) {
    return {
      ok: false,
      problem: problemOfFailure(error, { event: 'cancel.failed', fallen: 'not_recorded' }),
    }
  }
}
