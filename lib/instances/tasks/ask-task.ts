import 'server-only'
import type { CallOptions } from '@/lib/gateway/config'
import { getGateway } from '@/lib/gateway/configured'
import type { Result } from '@/lib/gateway/result'
import type { TaskInstance } from '@/lib/gateway/task-instance'
import type { Viewer } from '@/lib/people/viewer'
import { processWide } from '@/lib/shared/process-wide'

const MINUTE_MS = 60_000
/** A page is not held back for longer by a question that is mostly in vain. */
const LOOK_MS = 3_000
const MOST_IN_VAIN = 3

export type TaskAnswer = Result<TaskInstance | 'not_offered'>

const NOT_OFFERED: TaskAnswer = { ok: true, value: 'not_offered' }

const state = processWide('task-offer', () => ({
  isOffered: true,
  answeredAt: 0,
  inVain: [] as string[],
  lookAgainAt: 0,
  looking: Promise.resolve(),
}))

/** As if no task had ever been asked for. */
export function forgetTaskOffer(): void {
  Object.assign(state, { isOffered: true, answeredAt: 0, inVain: [] })
}

/** Whether this EnOS has, for all that is known, Get Task Instance. */
export function isTaskOffered(): boolean {
  return state.isOffered
}

/**
 * The same, after a look: an EnOS that had none is asked for one task a minute, by whoever comes by, for it may have
 * been brought up to date, or its gateway may have lost the way for a moment only.
 */
export async function learnTaskOffer(viewer: Viewer, taskInstId: string): Promise<boolean> {
  if (state.isOffered) return true
  if (Date.now() >= state.lookAgainAt) {
    state.lookAgainAt = Date.now() + MINUTE_MS
    const options = { priority: 'background', deadlineMs: LOOK_MS } as const
    state.looking = ask(viewer, taskInstId, options).then(() => undefined)
  }
  await state.looking
  return state.isOffered
}

/** Get Task Instance, once more where only this answer says that there is no such call. */
export async function askTask(viewer: Viewer, taskInstId: string, options: CallOptions): Promise<TaskAnswer> {
  if (!(await learnTaskOffer(viewer, taskInstId))) return NOT_OFFERED
  const answer = await ask(viewer, taskInstId, options)
  const isDoubtful = answer.ok && answer.value === 'not_offered' && state.isOffered
  return isDoubtful ? ask(viewer, taskInstId, options) : answer
}

async function ask(viewer: Viewer, taskInstId: string, options: CallOptions): Promise<TaskAnswer> {
  const answer = await getGateway().getTaskInstance(viewer, taskInstId, options)
  const isInVain = answer.ok && answer.value === 'not_offered'
  if (isInVain) noteInVain(taskInstId)
  else if (answer.ok || answer.error.kind === 'rejected')
    Object.assign(state, { isOffered: true, answeredAt: Date.now(), inVain: [] })
  return answer
}

/** One answer may be a passing one: it takes those for several tasks, with none answered shortly before or between. */
function noteInVain(taskInstId: string): void {
  if (!state.isOffered || Date.now() - state.answeredAt < MINUTE_MS) return
  state.inVain.push(taskInstId)
  // An instance may have a single task.
  if (new Set(state.inVain).size < 2 && state.inVain.length < MOST_IN_VAIN) return
  Object.assign(state, { isOffered: false, inVain: [], lookAgainAt: Date.now() + MINUTE_MS })
}
