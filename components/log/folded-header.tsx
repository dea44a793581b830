import { ChevronDown, ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { Button } from '@/components/ui/button'

type Props = { lines: number; isShown: boolean; onToggle: () => void }

/** EnOS's header above a log has the command line, which may hold secrets: it is for who asks to see it. */
export function FoldedHeader({ lines, isShown, onToggle }: Props): ReactNode {
  const t = useTranslations()
  const Icon = isShown ? ChevronDown : ChevronRight
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b bg-raised px-2 py-1 text-muted text-table">
      <Button tone="quiet" size="small" aria-expanded={isShown} onClick={onToggle}>
        <Icon aria-hidden className="size-4" />
        {isShown ? t('log.foldHeader') : t('log.showHeader')}
      </Button>
      <p className="min-w-0 flex-1 basis-56 py-0.5">
        {isShown ? t('log.headerShown', { count: lines }) : t('log.headerFolded', { count: lines })}
      </p>
    </div>
  )
}
