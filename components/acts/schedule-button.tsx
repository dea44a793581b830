import { type ReactNode, useRef } from 'react'
import { useTranslations } from 'use-intl/react'
import type { ActDialogControl } from '@/components/acts/use-act-dialog'
import { useFocusKept } from '@/components/history/use-focus-kept'
import { Button } from '@/components/ui/button'

type Props = {
  kind: 'pause_schedule' | 'resume_schedule'
  acts: ActDialogControl
  /** The element that says why it has to wait. */
  waitsFor?: string | undefined
}

export function ScheduleButton({ kind, acts, waitsFor }: Props): ReactNode {
  const t = useTranslations()
  const button = useRef<HTMLButtonElement>(null)
  useFocusKept(button)
  return (
    <Button
      ref={button}
      size="small"
      aria-disabled={waitsFor !== undefined}
      aria-describedby={waitsFor}
      onClick={() => (waitsFor === undefined ? acts.open(kind) : undefined)}
      onPointerEnter={acts.preload}
      onFocus={acts.preload}
    >
      {t(`acts.${kind}.do`)}
    </Button>
  )
}
