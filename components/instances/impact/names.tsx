'use client'

import { Fragment, type ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'

type Props = {
  names: readonly string[]
  id: string
  /** What to say of each beside its name. */
  notes?: readonly (string | null)[]
}

/** Names of EnOS in a row, each in the direction of its own script. */
export function Names({ names, id, notes = [] }: Props): ReactNode {
  const t = useTranslations()
  return (
    <span id={id} className="text-muted empty:hidden">
      {names.map((name, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: names may be alike, and keep their order.
        <Fragment key={place}>
          {place === 0 ? null : t('impact.comma')}
          <bdi>{name}</bdi>
          {notes[place] ? t('impact.note', { text: notes[place] }) : null}
        </Fragment>
      ))}
    </span>
  )
}
