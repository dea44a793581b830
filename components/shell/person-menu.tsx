'use client'

import { ChevronDown, LogOut } from 'lucide-react'
import { type ReactNode, useId, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { forgetDrafts } from '@/components/shell/forget-drafts'
import { LanguageSwitch } from '@/components/shell/language-switch'
import { leave } from '@/components/shell/leave'
import { ZoneSelect } from '@/components/shell/zone-select'
import { Button } from '@/components/ui/button'

export type Person = { username: string; orgName: string; role: 'engineer' | 'lead' }

export function PersonMenu({ person }: { person: Person }): ReactNode {
  const t = useTranslations()
  const id = useId()
  const [step, setStep] = useState<'idle' | 'busy' | 'failed'>('idle')

  async function signOut(): Promise<void> {
    setStep('busy')
    forgetDrafts()
    await leave('/sign-in').catch(() => setStep('failed'))
  }

  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        aria-label={t('shell.menu', { name: person.username })}
        className="flex h-8 min-w-0 items-center gap-1.5 rounded-md px-2 hover:bg-raised"
      >
        <span className="max-w-28 truncate sm:max-w-48">{person.username}</span>
        <ChevronDown aria-hidden className="size-4 shrink-0 text-muted" />
      </button>
      <div
        id={id}
        popover="auto"
        className="appearing fixed inset-auto top-[46px] right-4 m-0 w-72 rounded-lg border bg-surface p-1.5 text-text shadow-lg sm:right-[max(1.5rem,calc(50%-41rem))]"
      >
        <div className="px-2 pt-1 pb-2">
          <p className="truncate font-medium">{person.username}</p>
          <p className="truncate text-meta text-muted">
            {person.orgName} · {t(person.role === 'lead' ? 'shell.lead' : 'shell.engineer')}
          </p>
        </div>
        <div className="border-t py-1.5">
          <LanguageSwitch />
        </div>
        <div className="border-t p-2">
          <ZoneSelect />
        </div>
        <div className="border-t pt-1.5">
          <Button
            tone="quiet"
            className="w-full justify-start px-2"
            disabled={step === 'busy'}
            onClick={signOut}
          >
            <LogOut aria-hidden className="size-4" />
            {t(step === 'busy' ? 'shell.signingOut' : 'shell.signOut')}
          </Button>
          <p role="alert" className="px-2 text-failed text-meta empty:hidden">
            {step === 'failed' ? t('shell.signOutFailed') : null}
          </p>
        </div>
      </div>
    </>
  )
}
