import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { getTranslate, readMessages } from '@/app/i18n'
import { getQueryClient } from '@/components/query-client'
import { taskTitle } from '@/components/task/task-title'
import { TaskView } from '@/components/task/task-view'
import { WayBack } from '@/components/task/way-back'
import { MoreWords } from '@/components/words'
import { readTaskSoon } from '@/lib/instances/tasks/read-task'
import { getViewer, requireViewer, type Viewer } from '@/lib/people/viewer'
import { instancePath } from '@/lib/shared/addresses'
import { instancePartKeys } from '@/lib/shared/keys/instance-parts'
import { WRAP_COOKIE } from '@/lib/shared/locale'

type Props = { params: Promise<{ flowInstId: string; taskInstId: string }> }

const read = cache((viewer: Viewer, flowInstId: string, taskInstId: string) =>
  readTaskSoon(viewer, { flowInstId, taskInstId, withCommand: false }),
)

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [t, viewer, { flowInstId, taskInstId }] = await Promise.all([getTranslate(), getViewer(), params])
  const task = viewer && (await read(viewer, flowInstId, taskInstId))
  if (task?.ok) return { title: taskTitle(t, task.value) }
  const isMissing = task?.ok === false && task.problem.code === 'not_found'
  return { title: t(isMissing ? 'task.notFoundTitle' : 'task.title') }
}

export default async function TaskPage({ params }: Props) {
  const [viewer, jar, { flowInstId, taskInstId }] = await Promise.all([requireViewer(), cookies(), params])
  // Before the first boundary, so that what is not there, or somebody else's, is refused by status.
  const task = await read(viewer, flowInstId, taskInstId)
  if (task?.ok === false && task.problem.code === 'not_found') notFound()
  const [t, messages] = await Promise.all([
    getTranslate(),
    readMessages(['instance', 'task', 'log', 'reading', 'pageKeys']),
  ])
  const client = getQueryClient()
  if (task?.ok) client.setQueryData(instancePartKeys.task(flowInstId, taskInstId), task.value)
  return (
    <MoreWords messages={messages}>
      <HydrationBoundary state={dehydrate(client)}>
        <TaskView
          key={`${flowInstId} ${taskInstId}`}
          id={{ flowInstId, taskInstId }}
          firstProblem={task === null || task.ok ? null : task.problem}
          startsWrapped={jar.get(WRAP_COOKIE)?.value !== 'off'}
        >
          <nav aria-label={t('task.wayBack')} className="-ml-1 min-w-0">
            <WayBack href={instancePath(flowInstId)}>
              <bdi className="truncate">{task?.ok ? task.value.flowName : t('task.instance')}</bdi>
              <span className="shrink-0 font-mono text-meta max-sm:hidden">· {flowInstId}</span>
            </WayBack>
          </nav>
        </TaskView>
      </HydrationBoundary>
    </MoreWords>
  )
}
