'use client'

import { ChevronLeft } from 'lucide-react'
import Link from 'next/link'
import type { MouseEvent, ReactNode } from 'react'

type Props = { href: string; children: ReactNode }

/** To the page that a person comes from as they left it, where the browser can tell that it is the one before; else anew. */
export function WayBack({ href, children }: Props): ReactNode {
  const onClick = (event: MouseEvent): void => {
    const isPlain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)
    if (!isPlain || !isBefore(href)) return
    event.preventDefault()
    window.history.back()
  }
  return (
    <Link
      href={href}
      // It would be read from EnOS for whoever only looks at a log.
      prefetch={false}
      onClick={onClick}
      className="inline-flex min-h-6 max-w-full items-center gap-0.5 text-muted text-table underline-offset-2 hover:text-text hover:underline"
    >
      <ChevronLeft aria-hidden className="size-4 shrink-0" />
      {children}
    </Link>
  )
}

type Entries = { entries: () => { url: string | null }[]; currentEntry: { index: number } | null }

function isBefore(path: string): boolean {
  const { navigation } = window as { navigation?: Entries }
  const index = navigation?.currentEntry?.index ?? 0
  const url = navigation?.entries()[index - 1]?.url
  return typeof url === 'string' && new URL(url).pathname === path
}
