'use client'

import { Link2, Lock } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { Fold } from '@/components/instances/impact/fold'
import { Line } from '@/components/instances/impact/line'
import { lockedBy } from '@/components/instances/impact/locked-by'
import { Names } from '@/components/instances/impact/names'
import { NextStart } from '@/components/instances/impact/next-start'
import { TaskLines } from '@/components/instances/impact/task-lines'
import type { Tense } from '@/components/instances/impact/tense'
import { Usual } from '@/components/instances/impact/usual'
import { statusWord } from '@/components/instances/status-badge'
import type { Impact, NamedReference } from '@/lib/shared/impact'
import { isStatusName, STATUS_CODES } from '@/lib/shared/statuses'

const FIRST_NAMED = 3

type Props = { impact: Impact; tense: Tense }

/** What stopping an instance hits. What EnOS did not tell is left out. */
export function ImpactFacts({ impact, tense }: Props): ReactNode {
  const { locks, tasks, readAt, references } = impact
  const t = useTranslations()
  // The dialog says it beside the button that asks anyway.
  const locked = tense === 'impact' ? null : lockedBy(locks)
  return (
    <ul className="flex flex-col gap-1">
      {locked === null ? null : (
        <Line icon={Lock} look="text-failed">
          <strong className="font-medium">{t(`known.${locked}`)}</strong>
        </Line>
      )}
      <TaskLines tasks={tasks} readAt={readAt} tense={tense} />
      {references === null || references.count === 0 ? null : (
        <Line icon={Link2}>
          {t(`${tense}.references`, { count: references.count })}{' '}
          <Fold named={references.named} count={references.count} first={FIRST_NAMED}>
            {(shown, id) => <References references={shown} id={id} />}
          </Fold>
        </Line>
      )}
      <Usual impact={impact} tense={tense} />
      <NextStart schedule={impact.schedule} tense={tense} />
    </ul>
  )
}

function References({ references, id }: { references: readonly NamedReference[]; id: string }): ReactNode {
  const t = useTranslations()
  const notes = references.map(({ status }) =>
    status !== null && isStatusName(status)
      ? statusWord(t, { code: STATUS_CODES[status], name: status })
      : null,
  )
  return <Names names={references.map(({ flowName }) => flowName)} notes={notes} id={id} />
}
