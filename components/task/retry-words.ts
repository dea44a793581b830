import type { Translate } from '@/components/translate'
import type { TaskFacts } from '@/lib/shared/tasks'

type Retries = Pick<TaskFacts, 'retries' | 'mostRetries'>

/** How often a task was tried again, of how many times at most. */
export function retryWords(t: Translate, { retries, mostRetries }: Retries): string {
  if (retries === null) return t('common.none')
  // One that is not to be tried again has no limit worth naming.
  if (mostRetries) return t('instance.retriesOf', { count: retries, most: mostRetries })
  return retries === 0 ? t('instance.noRetries') : t('instance.retries', { count: retries })
}
