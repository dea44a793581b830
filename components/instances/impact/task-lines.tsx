'use client'

import { Check, CircleDashed, CircleQuestionMark, CircleX, type LucideIcon, Play } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { Fold } from '@/components/instances/impact/fold'
import { Line } from '@/components/instances/impact/line'
import { Names } from '@/components/instances/impact/names'
import { Since } from '@/components/instances/impact/since'
import type { Tense } from '@/components/instances/impact/tense'
import type { Impact, NamedTask } from '@/lib/shared/impact'

const FIRST_NAMED = 3

type Groups = NonNullable<Impact['tasks']>
type Group = Exclude<keyof Groups, 'total'>

/** What is hit comes first. The names of what is done are there for whoever asks. */
const LINES: readonly { group: Group; icon: LucideIcon; look: string; first: number }[] = [
  { group: 'running', icon: Play, look: 'text-running', first: FIRST_NAMED },
  { group: 'notStarted', icon: CircleDashed, look: 'text-waiting', first: FIRST_NAMED },
  { group: 'ended', icon: CircleX, look: 'text-failed', first: 0 },
  { group: 'unknown', icon: CircleQuestionMark, look: 'text-muted', first: FIRST_NAMED },
  { group: 'done', icon: Check, look: 'text-succeeded', first: 0 },
]

type Props = { tasks: Impact['tasks']; readAt: number; tense: Tense }

/** The tasks of an instance by what a cancel does to them. */
export function TaskLines({ tasks, readAt, tense }: Props): ReactNode {
  const t = useTranslations()
  if (tasks === null) return <Line icon={CircleQuestionMark}>{t(`${tense}.unreadable`)}</Line>
  if (tasks.total === 0) return <Line icon={CircleDashed}>{t(`${tense}.noTasks`)}</Line>
  // That nothing runs is worth saying, that nothing is done is not.
  return LINES.filter(({ group }) => group === 'running' || tasks[group].count > 0).map(
    ({ group, icon, look, first }) => {
      const { count, named } = tasks[group]
      return (
        <Line key={group} icon={icon} look={count === 0 ? 'text-muted' : look}>
          <span className={group === 'running' ? 'font-medium' : undefined}>
            {t(`${tense}.${group}`, { count })}
          </span>{' '}
          <Fold named={named} count={count} first={first}>
            {(shown, id) =>
              group === 'running' ? (
                <Running tasks={shown} id={id} readAt={readAt} tense={tense} />
              ) : (
                <Names names={shown.map(({ name }) => name)} id={id} />
              )
            }
          </Fold>
        </Line>
      )
    },
  )
}

type RunningProps = { tasks: readonly NamedTask[]; id: string; readAt: number; tense: Tense }

function Running({ tasks, id, readAt, tense }: RunningProps): ReactNode {
  // On a record there is less room beside a name.
  const look = tense === 'known' ? 'flex-col' : 'flex-wrap justify-between'
  return (
    <ul id={id} className="flex flex-col empty:hidden">
      {tasks.map(({ name, since }, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: tasks may share a name, and keep their order.
        <li key={place} className={`flex gap-x-3 ${look}`}>
          <bdi className="min-w-0 break-words">{name}</bdi>
          {since === null ? null : <Since since={since} until={tense === 'known' ? readAt : null} />}
        </li>
      ))}
    </ul>
  )
}
