import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { useNow } from '@/components/clock'
import { EnosTimeText } from '@/components/instances/enos-time-text'
import { ZoneMark } from '@/components/zone-mark'
import type { ScheduleFacts } from '@/lib/shared/instance-detail'
import { zoneOffset } from '@/lib/shared/moments'

const HOUR_MS = 3_600_000

type Props = {
  kind: 'pause_schedule' | 'resume_schedule'
  schedule: ScheduleFacts | null
  /** Whose clock its words are of. */
  zone: string | null
}

/** What pausing or resuming a schedule does, and what it leaves alone. */
export function ScheduleEffects({ kind, schedule, zone }: Props): ReactNode {
  const t = useTranslations()
  const now = useNow(HOUR_MS)
  const next = schedule?.nextStart ?? schedule?.nextOnceResumed ?? null
  return (
    <ul className="flex list-disc flex-col gap-1.5 rounded-md bg-raised py-2.5 pr-3 pl-7 text-table">
      <li>{t(`acts.${kind}.effect`)}</li>
      {schedule?.words ? (
        <li>
          {t(zone === null ? 'acts.scheduleIs' : 'acts.scheduleIsIn', {
            words: schedule.words,
            zone: zone === null ? '' : zoneOffset(zone, now),
          })}
        </li>
      ) : null}
      {next === null ? null : (
        <li className="tabular-nums">
          {t(`acts.${kind}.next`)} <EnosTimeText time={next} />
          <span className="text-muted">
            <ZoneMark of="trigger" isUndecided={zone === null} />
          </span>
        </li>
      )}
      <li>{t(`acts.${kind}.untouched`)}</li>
    </ul>
  )
}
