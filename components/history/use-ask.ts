import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query'
import { takeAnswer } from '@/components/cancellations/take-answer'
import type { CancellationView } from '@/lib/shared/cancellation'
import { cancellationKeys } from '@/lib/shared/keys/cancellations'
import { instanceKeys } from '@/lib/shared/keys/instances'
import type { CancelResult } from '@/lib/shared/problems'

export type Asking = UseMutationResult<CancellationView, Error, void>

/** Asks something of a record that is there; stays pending until the page shows what came of it. */
export function useAsk(ask: () => Promise<CancelResult>): Asking {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => takeAnswer(ask),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: instanceKeys.lists() })
      return client.invalidateQueries({ queryKey: cancellationKeys.all })
    },
  })
}
