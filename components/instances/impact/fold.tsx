'use client'

import { type ReactNode, useId, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import type { TaskGroup } from '@/lib/shared/impact'

type Props<Item> = {
  named: readonly Item[]
  /** How many there are in all; nobody knows the names of those that are not in `named`. */
  count: TaskGroup['count']
  /** How many are shown before somebody asks for the others. */
  first: number
  children: (shown: readonly Item[], listId: string) => ReactNode
}

/** The first names of many, the others on demand, and how many are left. */
export function Fold<Item>({ named, count, first, children }: Props<Item>): ReactNode {
  const t = useTranslations()
  const listId = useId()
  const [isOpen, setOpen] = useState(false)
  // One name takes no more room than the button that hides it.
  const hides = named.length > Math.max(1, first + 1) || (first === 0 && named.length > 0)
  const shown = hides && !isOpen ? named.slice(0, first) : named
  const rest = count - shown.length
  let label = t('impact.and', { count: rest })
  if (isOpen) label = t('impact.fewer')
  else if (first === 0) label = t('impact.showNames', { count })
  return (
    <>
      {children(shown, listId)}{' '}
      {rest > 0 && (!hides || isOpen) ? (
        <span className="text-muted"> {t('impact.and', { count: rest })} </span>
      ) : null}
      {hides ? (
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={listId}
          onClick={() => setOpen(!isOpen)}
          className="rounded-sm text-muted underline decoration-dotted underline-offset-2 hover:text-text"
        >
          {label}
        </button>
      ) : null}
    </>
  )
}
