'use client'

import { useMutation } from '@tanstack/react-query'
import { ShieldCheck } from 'lucide-react'
import { type ReactNode, type ToggleEvent, useEffect, useEffectEvent, useId, useRef, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { askVerify } from '@/components/history/ask-verify'
import { KeptHead } from '@/components/history/kept-head'
import { VerifyResult } from '@/components/history/verify-result'
import { Button } from '@/components/ui/button'

const BELOW = 6
const MARGIN = 16

/** Checks the history when it is opened; what comes of it stands above the table and moves nothing. */
export function VerifyHistory({ className = '' }: { className?: string }): ReactNode {
  const t = useTranslations()
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const panel = useRef<HTMLElement>(null)
  const [share, setShare] = useState<number | null>(null)
  const check = useMutation({
    mutationFn: (head: string | null) => askVerify({ head, onShare: setShare }),
    onMutate: () => setShare(null),
  })

  function start(): void {
    place(panel.current, button.current)
    if (!check.isPending) check.mutate(null)
  }

  function onBeforeToggle({ newState }: ToggleEvent): void {
    if (newState === 'open') start()
  }

  // A popover opens before the page's scripts are there, too.
  const startIfOpen = useEffectEvent(() => {
    if (panel.current?.matches(':popover-open')) start()
  })
  useEffect(() => startIfOpen(), [])

  return (
    <>
      <Button ref={button} size="small" popoverTarget={id} className={className}>
        <ShieldCheck aria-hidden className="size-3.5" />
        {t('verify.button')}
      </Button>
      <section
        ref={panel}
        id={id}
        popover="auto"
        aria-label={t('verify.title')}
        onBeforeToggle={onBeforeToggle}
        className="appearing absolute inset-auto m-0 w-[26rem] max-w-[calc(100vw-2rem)] rounded-lg border bg-surface p-4 text-text shadow-lg"
      >
        <h2 className="font-semibold">{t('verify.title')}</h2>
        <VerifyResult check={check} share={share} />
        <KeptHead isBusy={check.isPending} onCheck={check.mutate} />
      </section>
    </>
  )
}

/** Under the button, also when the page is scrolled: a popover stands in the page's own coordinates. */
function place(panel: HTMLElement | null, button: HTMLElement | null): void {
  if (!panel || !button) return
  const { bottom, right } = button.getBoundingClientRect()
  panel.style.top = `${bottom + window.scrollY + BELOW}px`
  panel.style.right = `${Math.max(MARGIN, document.documentElement.clientWidth - right)}px`
}
