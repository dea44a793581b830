import { CirclePause, CirclePlay } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { ScheduleButtons } from '@/components/acts/schedule-buttons'
import type { ActDialogControl } from '@/components/acts/use-act-dialog'
import { useNow } from '@/components/clock'
import { Fact } from '@/components/instance-page/fact'
import { EnosTimeText } from '@/components/instances/enos-time-text'
import { Badge } from '@/components/ui/badge'
import { ZoneMark } from '@/components/zone-mark'
import type { InstanceDetail, ScheduleFacts } from '@/lib/shared/instance-detail'
import { zoneOffset } from '@/lib/shared/moments'

const HOUR_MS = 3_600_000

type Props = { detail: InstanceDetail; acts: ActDialogControl }

/** When its workflow starts by itself; what EnOS says of the workflow now, not of this run. */
export function ScheduleCard({ detail, acts }: Props): ReactNode {
  const t = useTranslations()
  const { schedule, zone } = detail
  return (
    <section
      aria-label={t('instances.schedule')}
      className="flex flex-col gap-3 rounded-lg border bg-surface px-4 py-3 text-table"
    >
      {schedule === null ? (
        <p className="text-muted">{t('instance.scheduleUnknown')}</p>
      ) : (
        <Periodic schedule={schedule} zone={zone} />
      )}
      <ScheduleButtons detail={detail} acts={acts} />
    </section>
  )
}

function Periodic({ schedule, zone }: { schedule: ScheduleFacts; zone: string | null }): ReactNode {
  const t = useTranslations()
  const { isActive, cron, nextStart, validFrom } = schedule
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-3">
      <Fact name={t('instances.schedule')} className="col-span-2">
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <When schedule={schedule} zone={zone} />
          {isActive === null ? null : isActive ? (
            <Badge tone="succeeded" icon={CirclePlay}>
              {t('instance.active')}
            </Badge>
          ) : (
            <Badge tone="suspended" icon={CirclePause}>
              {t('instance.paused')}
            </Badge>
          )}
        </span>
      </Fact>
      <Fact
        name={
          <>
            {t('instance.nextStart')}
            <ZoneMark of="trigger" isUndecided={zone === null} />
          </>
        }
      >
        {nextStart === null && isActive === false ? (
          <span className="text-muted">{t('instance.nextNone')}</span>
        ) : nextStart === null && zone === null && cron !== null ? (
          <span className="text-muted">{t('instance.nextUnknown')}</span>
        ) : (
          <EnosTimeText time={nextStart} />
        )}
      </Fact>
      <Fact name={t('instance.validFrom')}>{validFrom ?? t('common.none')}</Fact>
    </dl>
  )
}

function When({
  schedule: { cron, words },
  zone,
}: {
  schedule: ScheduleFacts
  zone: string | null
}): ReactNode {
  const t = useTranslations()
  const now = useNow(HOUR_MS)
  if (cron === null) return <span className="text-muted">{t('instance.cronUnknown')}</span>
  return (
    <>
      {words === null ? null : <span>{words}</span>}
      <code className="break-all font-mono text-meta text-muted">{cron}</code>
      {/* Whose clock the cron is read on, which may not be the clock of the times below. */}
      {zone === null ? null : (
        <span title={zone} className="text-meta text-muted">
          {zoneOffset(zone, now)}
        </span>
      )}
    </>
  )
}
