'use server'

import { parseRunAgainInput, parseScheduleInput } from '@/lib/instances/acts/act-input'
import { runAgain as runOnceMore } from '@/lib/instances/acts/run-again'
import { pauseSchedule as pause, resumeSchedule as resume } from '@/lib/instances/acts/schedule-acts'
import { askAgain as askOnceMore } from '@/lib/instances/cancel/ask-again'
import { parseAskAgainInput, parseCancelInput, parseCheckNowInput } from '@/lib/instances/cancel/cancel-input'
import { checkNow as checkOnce } from '@/lib/instances/cancel/check-now'
import { requestCancellation } from '@/lib/instances/cancel/request-cancellation'
import type { Parsed } from '@/lib/instances/parse-input'
import { problemOfFailure } from '@/lib/instances/problem-of'
import { inTime, type Limits, startLimits } from '@/lib/instances/send/time-limits'
import { getViewer, type Viewer } from '@/lib/people/viewer'
import type { FlowActionResult } from '@/lib/shared/act-problems'
import type { CancelResult, Problem, ProblemCode } from '@/lib/shared/problems'

type Refusal = { ok: false; problem: Problem }

type Door<Wish, Result> = {
  parse: (input: unknown) => Parsed<Wish>
  act: (viewer: Viewer, wish: Wish, limits: Limits) => Promise<Result>
  event: string
  /** What a person is told where our own database is to blame. */
  fallen: ProblemCode
}

/** Asks EnOS to stop one workflow instance of the person who is signed in (enos-api.md 5.3). Every failure is a value. */
export async function cancelFlowInstance(input: unknown): Promise<CancelResult> {
  return enter(input, {
    parse: parseCancelInput,
    act: requestCancellation,
    event: 'cancel.failed',
    fallen: 'not_recorded',
  })
}

/** Asks EnOS once more to stop the instance of an overdue cancellation: a new attempt on the same record. */
export async function askAgain(input: unknown): Promise<CancelResult> {
  return enter(input, {
    parse: parseAskAgainInput,
    act: askOnceMore,
    event: 'ask_again.failed',
    fallen: 'not_recorded',
  })
}

/** Opens a cancellation again whose end was not seen, and looks what has become of its instance. */
export async function checkNow(input: unknown): Promise<CancelResult> {
  return enter(input, {
    parse: parseCheckNowInput,
    act: checkOnce,
    event: 'check_now.failed',
    fallen: 'database_down',
  })
}

/** Stops the schedule of an instance's workflow (enos-api.md 5.9). */
export async function pauseSchedule(input: unknown): Promise<FlowActionResult> {
  return enter(input, {
    parse: parseScheduleInput,
    act: pause,
    event: 'pause_schedule.failed',
    fallen: 'not_recorded',
  })
}

/** Starts that schedule again. */
export async function resumeSchedule(input: unknown): Promise<FlowActionResult> {
  return enter(input, {
    parse: parseScheduleInput,
    act: resume,
    event: 'resume_schedule.failed',
    fallen: 'not_recorded',
  })
}

/** Runs an instance's workflow again, as it is defined now (enos-api.md 5.6). */
export async function runAgain(input: unknown): Promise<FlowActionResult> {
  return enter(input, {
    parse: parseRunAgainInput,
    act: runOnceMore,
    event: 'run_again.failed',
    fallen: 'not_recorded',
  })
}

async function enter<Wish, Result>(
  input: unknown,
  { parse, act, event, fallen }: Door<Wish, Result>,
): Promise<Result | Refusal> {
  try {
    const limits = startLimits()
    const viewer = await inTime(getViewer(), limits.giveUp)
    if (!viewer) return { ok: false, problem: { code: 'signed_out' } }
    const wish = parse(input)
    if (!wish.ok) return { ok: false, problem: { code: 'bad_input', detail: { field: wish.field } } }
    return await act(viewer, wish.value, limits)
  } catch (error) {
    return { ok: false, problem: problemOfFailure(error, { event, fallen }) }
  }
}
