import { getTranslate } from '@/app/i18n'
import { TaskNotFound } from '@/components/task/task-not-found'

export default async function NotFound() {
  return <TaskNotFound t={await getTranslate()} />
}
