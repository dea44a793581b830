import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { ActProblemError } from '@/components/acts/act-problem-error'
import { takeResult } from '@/components/cancellations/take-answer'
import { newKey } from '@/components/instances/new-key'
import { ProblemError } from '@/components/problem-error'
import { pauseSchedule, resumeSchedule, runAgain } from '@/lib/enos'
import type { FlowActionResult } from '@/lib/shared/act-problems'
import {
  type FlowActionKind,
  type FlowActionView,
  isActionOpen,
  type RunAgainInput,
  type ScheduleInput,
} from '@/lib/shared/flow-actions'
import { cancellationKeys } from '@/lib/shared/keys/cancellations'
import { instanceKeys } from '@/lib/shared/keys/instances'

export type ActWish = { flowInstId: string; cancellationId?: string; sameTriggerAt?: number | null }

export type Acting = UseMutationResult<FlowActionView, Error, ActWish> & {
  /** Nobody could tell what came of an earlier press; what is known of a later one does not tell it either. */
  isInDoubt: boolean
}

const ACTS = {
  pause_schedule: (input) => pauseSchedule(input),
  resume_schedule: (input) => resumeSchedule(input),
  run_again: ({ sameTriggerAt = null, ...input }) => runAgain({ ...input, sameTriggerAt }),
} satisfies Record<
  FlowActionKind,
  (input: ScheduleInput & Partial<RunAgainInput>) => Promise<FlowActionResult>
>

/** It may have been recorded, or sent: no answer came, or one that does not tell. */
function leavesDoubt(error: Error): boolean {
  if (error instanceof ActProblemError) return error.problem.code === 'unexpected'
  return error instanceof ProblemError && error.problem === null
}

/**
 * Does something to the workflow of an instance, under one key for as long as it may have been recorded: pressed again
 * after a broken connection, it finds the record that is there.
 */
export function useAct(kind: FlowActionKind): Acting {
  const client = useQueryClient()
  const key = useRef<string | null>(null)
  const [isInDoubt, setInDoubt] = useState(false)
  const mutation = useMutation({
    mutationFn: async (wish: ActWish) => {
      key.current ??= newKey()
      const input = { ...wish, key: key.current }
      const result = await takeResult(() => ACTS[kind](input))
      if (result.ok) return result.action
      throw new ActProblemError(result.problem)
    },
    onSuccess: ({ state, unrecorded }) => {
      setInDoubt(false)
      // It came to nothing, and that is on record: once more is another act.
      if (!unrecorded && state !== 'done' && !isActionOpen(state)) key.current = null
    },
    onError: (error) => {
      if (leavesDoubt(error)) setInDoubt(true)
      // While an earlier one may still turn up, it is the same act: only under its own key it is not done twice.
      else if (!isInDoubt) key.current = null
    },
    onSettled: (_action, _error, { flowInstId }) => {
      void client.invalidateQueries({ queryKey: instanceKeys.one(flowInstId) })
      void client.invalidateQueries({ queryKey: cancellationKeys.all })
    },
  })
  return { ...mutation, isInDoubt }
}
