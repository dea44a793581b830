import { statusWord } from '@/components/instances/status-badge'
import type { Translate } from '@/components/translate'
import { isOpen } from '@/lib/shared/cancellation'
import type { InstanceRow } from '@/lib/shared/instances'

type Fields = Pick<InstanceRow, 'status' | 'cancellation'>

/** What an instance does, in a word or two: that it is being cancelled says more than that it still runs. */
export function standingWords(t: Translate, { status, cancellation }: Fields): string {
  if (cancellation === null || !isOpen(cancellation.state)) return statusWord(t, status)
  return t(`state.${cancellation.state}`)
}

/** The title of the window, without the name of the application. */
export function titleWords(t: Translate, row: Fields & Pick<InstanceRow, 'flowName'>): string {
  return t('instance.pageTitle', { status: standingWords(t, row), name: row.flowName })
}
