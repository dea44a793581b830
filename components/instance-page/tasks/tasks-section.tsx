import Link from 'next/link'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { Section } from '@/components/instance-page/section'
import { taskPath } from '@/lib/shared/addresses'
import type { InstanceGraph } from '@/lib/shared/instance-detail'

type Props = { flowInstId: string; graph: InstanceGraph | null; readAt: number }

export function TasksSection({ flowInstId, graph }: Props): ReactNode {
  const t = useTranslations()
  return (
    <Section id="tasks" title={t('instance.tasks')}>
      {graph === null ? (
        <p className="rounded-lg border bg-surface px-4 py-6 text-center text-muted">
          {t('instance.graphBroken')}
        </p>
      ) : (
        <ul>
          {graph.tasks.map(({ nodeId, taskInstId, name }) => (
            <li key={nodeId}>
              {taskInstId === null ? (
                name
              ) : (
                <Link href={taskPath(flowInstId, taskInstId)} prefetch={false}>
                  {name}
                </Link>
              )}
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
