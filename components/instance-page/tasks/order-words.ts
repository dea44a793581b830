import type { TaskSort } from '@/components/instance-page/tasks/order-tasks'
import type { OrderTruth } from '@/components/instance-page/tasks/order-truth'
import type { Translate } from '@/components/translate'

/** The order for whoever hears it: said when it changes, but not at each step of reading. */
export function orderWords(t: Translate, { column: by, isDescending }: TaskSort, truth: OrderTruth): string {
  const column = t(`tasks.column.${by}`)
  if (truth.kind === 'whole') return t(isDescending ? 'tasks.sortedDown' : 'tasks.sortedUp', { column })
  if (truth.kind === 'reading') return t('tasks.sorting', { column })
  return truth.kind === 'part' ? t('tasks.order.part', truth) : t('tasks.order.moved')
}
