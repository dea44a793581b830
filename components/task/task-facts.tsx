import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { Fact } from '@/components/instance-page/fact'
import { EnosTimeText } from '@/components/instances/enos-time-text'
import { hasDuration, RunDuration } from '@/components/instances/run-duration'
import { retryWords } from '@/components/task/retry-words'
import type { Translate } from '@/components/translate'
import { Hint } from '@/components/ui/callout'
import { ZoneMark } from '@/components/zone-mark'
import type { TaskDetail } from '@/lib/shared/tasks'

export function TaskFacts({ task }: { task: TaskDetail }): ReactNode {
  const t = useTranslations()
  const { facts } = task
  if (facts === null) return <Hint>{t('task.noFacts')}</Hint>
  const { trigger, started, ended, runs, runAs } = facts
  const run = { status: facts.status, started, ended }
  return (
    <section aria-label={t('task.facts')} className="rounded-lg border bg-surface px-4 py-3 text-table">
      <dl className="grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-3 lg:grid-cols-7">
        <Fact name={<Name of="trigger" />}>
          <EnosTimeText time={trigger} />
        </Fact>
        <Fact name={<Name of="started" />}>
          <EnosTimeText time={started} />
        </Fact>
        <Fact name={<Name of="ended" />}>
          <EnosTimeText time={ended} />
        </Fact>
        <Fact name={t('instances.duration')}>
          {hasDuration(run) ? <RunDuration {...run} /> : <None t={t} />}
        </Fact>
        <Fact name={t('task.runs')}>{runs ?? <None t={t} />}</Fact>
        <Fact name={t('task.retries')}>{retryWords(t, facts)}</Fact>
        <Fact name={t('task.runAs')}>
          {runAs === null ? <None t={t} /> : <bdi className="break-all font-mono text-meta">{runAs}</bdi>}
        </Fact>
      </dl>
    </section>
  )
}

function Name({ of }: { of: 'trigger' | 'started' | 'ended' }): ReactNode {
  const t = useTranslations()
  return (
    <>
      {t(`task.${of}`)}
      <ZoneMark of={of === 'trigger' ? 'trigger' : 'start'} />
    </>
  )
}

function None({ t }: { t: Translate }): ReactNode {
  return <span className="text-muted">{t('common.none')}</span>
}
