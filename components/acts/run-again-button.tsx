import { RotateCcw } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import type { ActDialogControl } from '@/components/acts/use-act-dialog'
import { Button } from '@/components/ui/button'

type Props = {
  acts: ActDialogControl
  size?: 'small' | 'normal'
  /** The element that says why it has to wait. */
  waitsFor?: string | undefined
}

export function RunAgainButton({ acts, size = 'normal', waitsFor }: Props): ReactNode {
  const t = useTranslations()
  return (
    <Button
      size={size}
      aria-disabled={waitsFor !== undefined}
      aria-describedby={waitsFor}
      onClick={() => (waitsFor === undefined ? acts.open('run_again') : undefined)}
      onPointerEnter={acts.preload}
      onFocus={acts.preload}
    >
      <RotateCcw aria-hidden className="size-4" />
      {t('acts.run_again.button')}
    </Button>
  )
}
