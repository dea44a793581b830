import Link from 'next/link'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { ActBadge } from '@/components/acts/act-badge'
import { ACT_ICONS } from '@/components/acts/act-look'
import { runWords } from '@/components/acts/run-words'
import { useRunClock } from '@/components/acts/use-run-clock'
import { RecordLink } from '@/components/cancellations/record-link'
import { Moment } from '@/components/history/moment'
import { Newest } from '@/components/instance-page/newest'
import { Section } from '@/components/instance-page/section'
import { EnosFacts } from '@/components/problem-words'
import { ZoneMark } from '@/components/zone-mark'
import { instancePath } from '@/lib/shared/addresses'
import type { FlowActionView } from '@/lib/shared/flow-actions'

/** What was done to the workflow: who paused, resumed or ran it, when, and how that went; newest first. */
export function ActsSection({ actions }: { actions: readonly FlowActionView[] }): ReactNode {
  const t = useTranslations()
  if (actions.length === 0) return null
  return (
    <Section
      id="acts"
      title={
        <>
          {t('acts.title')}
          <span className="font-normal text-meta text-muted">
            <ZoneMark of="record" />
          </span>
        </>
      }
    >
      <Newest all={actions}>{(action) => <Line key={action.id} action={action} />}</Newest>
    </Section>
  )
}

function Line({ action }: { action: FlowActionView }): ReactNode {
  const t = useTranslations()
  const { kind, state, askedBy, askedByMe, requestedAt, newFlowInstId, answer } = action
  const { cancellationId, isWithCancel, triggerAt } = action
  const clock = useRunClock()
  const Icon = ACT_ICONS[kind]
  return (
    <li className="grid gap-x-4 gap-y-1 border-t px-4 py-2.5 first:border-t-0 sm:grid-cols-[14rem_9rem_minmax(0,1fr)_auto] sm:items-center">
      <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="flex items-center gap-1.5 font-medium">
          <Icon aria-hidden className="size-4 shrink-0 text-muted" />
          {t(`acts.${kind}.do`)}
        </span>
        <ActBadge action={action} t={t} />
      </span>
      <span className="truncate">
        <bdi>{askedBy}</bdi>
        {askedByMe ? <span className="text-muted">{t('history.you')}</span> : null}
      </span>
      <span className="flex min-w-0 flex-wrap items-center gap-x-3 break-words">
        {triggerAt === null ? null : (
          <span className="inline-block text-muted tabular-nums first-letter:uppercase">
            {runWords(t, { triggerAt, requestedAt }, clock)}
          </span>
        )}
        {newFlowInstId === null ? null : (
          <Link
            href={instancePath(newFlowInstId)}
            prefetch={false}
            className="inline-flex min-h-6 items-center text-accent underline-offset-2 hover:underline"
          >
            {t('acts.newInstance', { id: newFlowInstId })}
          </Link>
        )}
        {cancellationId === null ? null : (
          <RecordLink id={cancellationId} className="inline-flex min-h-6 items-center text-accent">
            {t(isWithCancel ? 'acts.withCancel' : 'acts.afterCancel')}
          </RecordLink>
        )}
        {state === 'refused' ? <EnosFacts facts={answer} t={t} /> : null}
      </span>
      <Moment at={requestedAt} />
    </li>
  )
}
