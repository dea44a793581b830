import type { Translate } from '@/components/translate'
import type { Impact } from '@/lib/shared/impact'

/** What stopping an instance hits, in one short line: "2 tasks running, 12 will not start". */
export function tallyWords(t: Translate, { tasks }: Pick<Impact, 'tasks'>): string {
  if (tasks === null) return t('impact.tallyUnreadable')
  if (tasks.total === 0) return t('impact.noTasks')
  const { running, suspended, notStarted, unknown } = tasks
  return t('impact.tally', {
    running: running.count,
    suspended: suspended?.count ?? 0,
    notStarted: notStarted.count,
    unknown: unknown.count,
  })
}
