import type { Translate } from '@/components/translate'
import type { AfterFail } from '@/lib/shared/instance-detail'

/** Why what reads Failed can still be cancelled. */
export function afterFailWords(t: Translate, after: AfterFail): string {
  if (after === 'unknown') return t('instance.afterFail.unknown')
  const { running, mayStart } = after
  if (running > 0 && mayStart > 0) return t('instance.afterFail.both', { running, mayStart })
  return running > 0
    ? t('instance.afterFail.running', { count: running })
    : t('instance.afterFail.mayStart', { count: mayStart })
}
