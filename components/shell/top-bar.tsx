'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { Mark } from '@/components/shell/mark'
import { type Person, PersonMenu } from '@/components/shell/person-menu'

const PAGES = [
  { href: '/', name: 'shell.instances' },
  { href: '/history', name: 'shell.history' },
  { href: '/calls', name: 'shell.calls', for: 'lead' },
] as const

export function TopBar({ person }: { person: Person }): ReactNode {
  const t = useTranslations()
  const path = usePathname()
  return (
    <header className="sticky top-0 z-30 border-b bg-surface">
      <div className="mx-auto flex h-12 max-w-[1360px] items-center gap-1 px-4 sm:px-6">
        <Link href="/" className="mr-1 flex items-center gap-2 rounded-md py-1 pr-1 font-semibold sm:mr-4">
          <Mark className="size-5" />
          <span className="max-[420px]:sr-only">{t('common.appName')}</span>
        </Link>
        <nav aria-label={t('shell.navigation')} className="flex h-full items-stretch gap-1">
          {PAGES.filter((one) => !('for' in one) || one.for === person.role).map(({ href, name }) => (
            <Link
              key={href}
              href={href}
              aria-current={path === href || path.startsWith(`${href}/`) ? 'page' : undefined}
              className="relative flex items-center rounded-md px-2.5 text-muted max-[360px]:px-1.5 focus-visible:-outline-offset-2 hover:text-text aria-[current]:font-medium aria-[current]:text-text aria-[current]:after:absolute aria-[current]:after:inset-x-2.5 aria-[current]:after:-bottom-px aria-[current]:after:h-0.5 aria-[current]:after:bg-accent"
            >
              {t(name)}
            </Link>
          ))}
        </nav>
        <div className="ml-auto flex min-w-0 items-center gap-3">
          <span className="truncate text-muted text-table max-sm:hidden">{person.orgName}</span>
          <PersonMenu person={person} />
        </div>
      </div>
    </header>
  )
}
