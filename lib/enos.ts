'use server'

import { parseCancelInput } from '@/lib/instances/cancel-input'
import { requestCancellation } from '@/lib/instances/request-cancellation'
import { log } from '@/lib/log'
import { getViewer } from '@/lib/people/viewer'
import type { CancelResult } from '@/lib/shared/problems'

/** Asks EnOS to stop one workflow instance of the person who is signed in (enos-api.md 5.3). Every failure is a value. */
export async function cancelFlowInstance(input: unknown): Promise<CancelResult> {
  try {
    const viewer = await getViewer()
    if (!viewer) return { ok: false, problem: { code: 'signed_out' } }
    const wish = parseCancelInput(input)
    if (!wish.ok) return { ok: false, problem: { code: 'bad_input', detail: { field: wish.field } } }
    return await requestCancellation(viewer, wish.value)
  } catch (error) {
    log.error({ event: 'cancel.failed', reason: error instanceof Error ? error.message : 'unknown' })
    return { ok: false, problem: { code: 'unexpected' } }
  }
}
