import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { Fact } from '@/components/instance-page/fact'
import { EnosTimeText } from '@/components/instances/enos-time-text'
import { RunDuration } from '@/components/instances/run-duration'
import { scheduleWords } from '@/components/instances/schedule-words'
import { ZoneMark } from '@/components/zone-mark'
import type { InstanceDetail } from '@/lib/shared/instance-detail'

export function Facts({ detail }: { detail: InstanceDetail }): ReactNode {
  const t = useTranslations()
  const { row, runAs, schedule, afterFail } = detail
  const { trigger, started, status, businessDate, owners } = row
  const goesOn = afterFail !== null && afterFail !== 'unknown'
  // When it failed is not when it ended.
  const ended = goesOn ? null : row.ended
  return (
    <section aria-label={t('instance.facts')} className="rounded-lg border bg-surface px-4 py-3 text-table">
      <dl className="grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-4">
        <Fact
          name={
            <>
              {t('instances.trigger')}
              <ZoneMark of="trigger" isUndecided={trigger?.zone === null} />
            </>
          }
        >
          <EnosTimeText time={trigger} />
        </Fact>
        <Fact
          name={
            <>
              {t('instances.started')}
              <ZoneMark of="start" />
            </>
          }
        >
          <EnosTimeText time={started} />
        </Fact>
        <Fact
          name={
            <>
              {t('instance.ended')}
              <ZoneMark of="start" />
            </>
          }
        >
          <EnosTimeText time={ended} />
        </Fact>
        <Fact name={t('instances.duration')}>
          <RunDuration {...{ status, started, ended }} {...(goesOn ? { goesOn } : {})} />
        </Fact>
        <Fact name={t('instance.kind')}>
          {scheduleWords(t, row)}
          {schedule?.isPeriodic === false ? (
            <span className="block text-muted">{t('instance.scheduleNone')}</span>
          ) : null}
        </Fact>
        <Fact name={t('instances.businessDate')}>{businessDate ?? t('common.none')}</Fact>
        <Fact name={t('instance.owners')}>
          <bdi>{owners.join(', ')}</bdi>
        </Fact>
        <Fact name={t('instance.runAs')}>
          <bdi className="break-all font-mono text-meta">{runAs ?? t('common.none')}</bdi>
        </Fact>
      </dl>
    </section>
  )
}
