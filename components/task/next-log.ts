import { ProblemError } from '@/components/problem-error'
import type { TaskLog } from '@/lib/shared/tasks'

/** What a task wrote last may reach its log after its end. */
const LAST_LOOK_MS = 5_000

/**
 * `change`: EnOS holds it no more, so it is shown as it was; or it holds another one, of which what was shown before is
 * no part.
 */
export type KnownLog = Exclude<TaskLog, { kind: 'same' }> & {
  isLastLook: boolean
  change: 'gone' | 'replaced' | null
}

/** What a page knows of a log after an answer, by what it knew before. */
export function nextLog(known: KnownLog | undefined, answer: TaskLog): KnownLog {
  const isOverNow = answer.refreshAfterMs === null && known !== undefined && known.refreshAfterMs !== null
  const isLastLook = isOverNow && !known.isLastLook
  const { readAt } = answer
  const when = {
    readAt,
    refreshAfterMs: isLastLook ? LAST_LOOK_MS : answer.refreshAfterMs,
    isLastLook,
  }
  if (known?.kind !== 'text' || known.text === '') {
    // Only what was named is the same.
    if (answer.kind === 'same') throw new ProblemError({ code: 'unexpected' })
    return { ...answer, ...when, change: null }
  }
  const kept = known.change === 'replaced' ? 'replaced' : null
  if (answer.kind === 'same') return { ...known, ...when, change: kept }
  if (answer.kind === 'none' || answer.text === '') return { ...known, ...when, change: 'gone' }
  // Of one that is cut, the beginning may be what is missing.
  const goesOn = known.isCut || answer.isCut || answer.text.startsWith(known.text)
  return { ...answer, ...when, change: goesOn ? kept : 'replaced' }
}
