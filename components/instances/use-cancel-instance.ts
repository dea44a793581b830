import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { addNews } from '@/components/cancellations/open-query'
import { takeAnswer } from '@/components/cancellations/take-answer'
import { newKey } from '@/components/instances/new-key'
import { ProblemError } from '@/components/problem-error'
import { cancelFlowInstance } from '@/lib/enos'
import type { CancellationView } from '@/lib/shared/cancellation'
import { cancellationKeys } from '@/lib/shared/keys/cancellations'
import { instanceKeys } from '@/lib/shared/keys/instances'
import type { ProblemCode } from '@/lib/shared/problems'

export type CancelWish = {
  flowInstId: string
  reason: string
  note: string
  pauseSchedule: boolean
  /** Of the facts on the screen; absent where there are none. */
  seal?: string
}

export type CancelAsking = UseMutationResult<CancellationView, Error, CancelWish> & {
  /** Nobody could tell what came of an earlier press; what is known of a later one does not tell it either. */
  isInDoubt: boolean
}

const MAY_BE_RECORDED: ReadonlySet<ProblemCode> = new Set(['unexpected', 'not_recorded'])

// These may come after the intent was written, or while nobody can tell; every other problem is found before.
function recordedNothing(error: Error): boolean {
  return error instanceof ProblemError && error.problem !== null && !MAY_BE_RECORDED.has(error.problem.code)
}

/** It may have been sent: no answer came, or one that does not tell. */
function leavesDoubt(error: Error): boolean {
  if (!(error instanceof ProblemError)) return false
  return error.problem === null || error.problem.code === 'unexpected'
}

/**
 * Asks to cancel, under one key for as long as it may have been recorded: asking again after a broken connection finds
 * the record that is there. An error without a problem means that nobody knows.
 */
export function useCancelInstance(): CancelAsking {
  const client = useQueryClient()
  const key = useRef<string | null>(null)
  const [isInDoubt, setInDoubt] = useState(false)
  const mutation = useMutation({
    mutationFn: (wish: CancelWish) => {
      key.current ??= newKey()
      const asked = { ...wish, key: key.current }
      return takeAnswer(() => cancelFlowInstance(asked))
    },
    onSuccess: (cancellation) => {
      setInDoubt(false)
      addNews(client, cancellation)
    },
    onError: (error) => {
      if (leavesDoubt(error)) setInDoubt(true)
      // A request that is still being checked finds its record later: only under its own key it is not sent twice.
      else if (!isInDoubt && recordedNothing(error)) key.current = null
    },
    onSettled: (_, __, { flowInstId }) => {
      void client.invalidateQueries({ queryKey: instanceKeys.lists() })
      void client.invalidateQueries({ queryKey: instanceKeys.one(flowInstId), exact: true })
      void client.invalidateQueries({ queryKey: cancellationKeys.open() })
    },
  })
  return { ...mutation, isInDoubt }
}
