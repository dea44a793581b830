'use client'

import {
  Check,
  CircleDashed,
  CirclePause,
  CircleQuestionMark,
  CircleX,
  type LucideIcon,
  Play,
  SkipForward,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { BegunTasks } from '@/components/instances/impact/begun-tasks'
import { Fold } from '@/components/instances/impact/fold'
import { Line } from '@/components/instances/impact/line'
import { Names } from '@/components/instances/impact/names'
import type { Tense } from '@/components/instances/impact/tense'
import type { Impact } from '@/lib/shared/impact'

const FIRST_NAMED = 3

type Groups = NonNullable<Impact['tasks']>
type Group = Exclude<keyof Groups, 'total'>

/** What is hit comes first. The names of what is over are there for whoever asks. */
const LINES: readonly { group: Group; icon: LucideIcon; look: string; first: number }[] = [
  { group: 'running', icon: Play, look: 'text-running', first: FIRST_NAMED },
  { group: 'suspended', icon: CirclePause, look: 'text-suspended', first: FIRST_NAMED },
  { group: 'notStarted', icon: CircleDashed, look: 'text-waiting', first: FIRST_NAMED },
  { group: 'unknown', icon: CircleQuestionMark, look: 'text-muted', first: FIRST_NAMED },
  { group: 'ended', icon: CircleX, look: 'text-failed', first: 0 },
  { group: 'done', icon: Check, look: 'text-succeeded', first: 0 },
  { group: 'skipped', icon: SkipForward, look: 'text-muted', first: 0 },
]

type Props = { tasks: Impact['tasks']; readAt: number; tense: Tense }

/** The tasks of an instance by what a cancel does to them. */
export function TaskLines({ tasks, readAt, tense }: Props): ReactNode {
  const t = useTranslations()
  if (tasks === null) return <Line icon={CircleQuestionMark}>{t(`${tense}.unreadable`)}</Line>
  if (tasks.total === 0) return <Line icon={CircleDashed}>{t(`${tense}.noTasks`)}</Line>
  return LINES.map(({ group, icon, look, first }) => {
    const { count, named } = tasks[group] ?? { count: 0, named: [] }
    // That nothing runs is worth saying, that nothing is done is not.
    if (count === 0 && group !== 'running') return null
    const hasBegun = group === 'running' || group === 'suspended'
    return (
      <Line key={group} icon={icon} look={count === 0 ? 'text-muted' : look}>
        <span className={group === 'running' ? 'font-medium' : undefined}>
          {t(sentenceOf(group, tasks, tense), { count, unknown: tasks.unknown.count })}
        </span>{' '}
        <Fold named={named} count={count} first={first}>
          {(shown, id) =>
            hasBegun ? (
              <BegunTasks
                tasks={shown}
                id={id}
                isRunning={group === 'running'}
                readAt={readAt}
                tense={tense}
              />
            ) : (
              <Names names={shown.map(({ name }) => name)} id={id} />
            )
          }
        </Fold>
      </Line>
    )
  })
}

/** Older records count suspended tasks as running and skipped ones as done, which is all that they can say. */
function sentenceOf(group: Group, { suspended, skipped }: Groups, tense: Tense) {
  if (tense === 'known' && group === 'running' && suspended === undefined) return 'known.runningOrSuspended'
  if (tense === 'known' && group === 'done' && skipped === undefined) return 'known.doneOrSkipped'
  return `${tense}.${group}` as const
}
