import type { Draft } from '@/components/instances/reason-fields'
import { NOTE_MAX, REASONS } from '@/lib/shared/cancellation'

const EMPTY: Draft = { reason: '', note: '', pauseSchedule: false }

function keyOf(flowInstId: string): string {
  return `flowstop.draft.${flowInstId}`
}

/** What was typed for an instance in this tab and not sent yet. */
export function readDraft(flowInstId: string): Draft {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(keyOf(flowInstId)) ?? 'null')
    if (typeof kept !== 'object' || kept === null) return EMPTY
    const { reason, note, pauseSchedule } = kept as Record<string, unknown>
    return {
      reason: REASONS.find((one) => one === reason) ?? '',
      note: typeof note === 'string' ? note.slice(0, NOTE_MAX) : '',
      pauseSchedule: pauseSchedule === true,
    }
  } catch {
    return EMPTY
  }
}

/** Keeps it over Escape, a reload and signing in again. A browser that stores nothing keeps nothing. */
export function keepDraft(flowInstId: string, draft: Draft): void {
  try {
    if (draft.reason === '' && draft.note === '' && !draft.pauseSchedule)
      sessionStorage.removeItem(keyOf(flowInstId))
    else sessionStorage.setItem(keyOf(flowInstId), JSON.stringify(draft))
  } catch {
    // Storage may be full or forbidden.
  }
}

export function dropDraft(flowInstId: string): void {
  keepDraft(flowInstId, EMPTY)
}
