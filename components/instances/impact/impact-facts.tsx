'use client'

import { CalendarClock, Link2, Lock, Timer } from 'lucide-react'
import type { ReactNode } from 'react'
import { useLocale, useTranslations } from 'use-intl/react'
import { useNow } from '@/components/clock'
import { aboutWords, minuteWords } from '@/components/duration-words'
import { Fold } from '@/components/instances/impact/fold'
import { Line } from '@/components/instances/impact/line'
import { Names } from '@/components/instances/impact/names'
import { TaskLines } from '@/components/instances/impact/task-lines'
import type { Tense } from '@/components/instances/impact/tense'
import { useShownZone } from '@/components/zone'
import { showEnosTime } from '@/lib/shared/enos-times'
import type { Impact } from '@/lib/shared/impact'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
const FIRST_NAMED = 3

type Props = { impact: Impact; tense: Tense }

/** What stopping an instance hits. What EnOS did not tell is left out. */
export function ImpactFacts({ impact, tense }: Props): ReactNode {
  const { locks, tasks, readAt, references } = impact
  const t = useTranslations()
  const locked = lockedBy(locks)
  return (
    <ul className="flex flex-col gap-1">
      {locked === null ? null : (
        <Line icon={Lock} look="text-failed">
          <strong className="font-medium">{t(`${tense}.${locked}`)}</strong>
        </Line>
      )}
      <TaskLines tasks={tasks} readAt={readAt} tense={tense} />
      {references === null || references.count === 0 ? null : (
        <Line icon={Link2}>
          {t(`${tense}.references`, { count: references.count })}{' '}
          <Fold named={references.named} count={references.count} first={FIRST_NAMED}>
            {(shown, id) => <Names names={shown.map(({ flowName }) => flowName)} id={id} />}
          </Fold>
        </Line>
      )}
      <Usual impact={impact} tense={tense} />
      <NextStart impact={impact} tense={tense} />
    </ul>
  )
}

/** Whose lock makes EnOS refuse, as far as it told. */
export function lockedBy({
  user,
  workflow,
}: Impact['locks']): 'lockedUser' | 'lockedWorkflow' | 'lockedBoth' | null {
  if (user && workflow) return 'lockedBoth'
  if (user) return 'lockedUser'
  return workflow ? 'lockedWorkflow' : null
}

function Usual({ impact: { usual, runningMs, readAt }, tense }: Props): ReactNode {
  const t = useTranslations()
  const now = useNow()
  const ran = runningMs === null ? null : runningMs + (tense === 'known' ? 0 : Math.max(0, now - readAt))
  const duration = ran === null ? '' : minuteWords(t, ran)
  if (usual === null) {
    return tense === 'known' && ran !== null ? <Line icon={Timer}>{t('known.ran', { duration })}</Line> : null
  }
  const [from, to] = [aboutWords(t, usual.fromMs), aboutWords(t, usual.toMs)]
  const key = `${from === to ? 'takesAbout' : 'takes'}${ran === null ? '' : 'Running'}` as const
  return <Line icon={Timer}>{t(`${tense}.${key}`, { from, to, duration })}</Line>
}

function NextStart({ impact: { schedule, readAt }, tense }: Props): ReactNode {
  const t = useTranslations()
  const locale = useLocale()
  const shown = useShownZone()
  const minute = useNow(MINUTE_MS)
  const { isPeriodic, isActive, nextStart } = schedule
  if (!isPeriodic) return null
  if (isActive === false) return <Line icon={CalendarClock}>{t(`${tense}.paused`)}</Line>
  if (nextStart === null) {
    return isActive ? <Line icon={CalendarClock}>{t(`${tense}.startUnknown`)}</Line> : null
  }
  const now = tense === 'known' ? readAt : minute
  const { short, machine } = showEnosTime(nextStart, { now, zone: shown, locale })
  const zone = (nextStart.at === null ? null : shown) ?? nextStart.zone ?? ''
  const inMs = nextStart.at === null ? null : nextStart.at - now
  const isSoon = tense === 'impact' && inMs !== null && inMs >= MINUTE_MS && inMs < DAY_MS
  let words = t(`${tense}.startsAgain`, { time: short, zone })
  if (isActive === null) words = t(`${tense}.startsUnlessPaused`, { time: short, zone })
  else if (isSoon) words = t('impact.startsAgainIn', { time: short, zone, duration: minuteWords(t, inMs) })
  return (
    <Line icon={CalendarClock}>
      <time dateTime={machine}>{words}</time>
    </Line>
  )
}
