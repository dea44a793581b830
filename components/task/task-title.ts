import { statusWord } from '@/components/instances/status-badge'
import type { Translate } from '@/components/translate'
import type { TaskDetail } from '@/lib/shared/tasks'

/** The title of the window, without the name of the application. */
export function taskTitle(t: Translate, { name, taskInstId, status }: TaskDetail): string {
  const shown = name || taskInstId
  return status === null ? shown : t('task.pageTitle', { status: statusWord(t, status), name: shown })
}
