import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { Button } from '@/components/ui/button'

/** Shows the keys of a page, and which key does so; where it is narrow there is no keyboard. */
export function HelpButton({ onOpen }: { onOpen: () => void }): ReactNode {
  const t = useTranslations()
  return (
    <Button tone="quiet" size="small" className="max-sm:hidden" onClick={onOpen}>
      <kbd aria-hidden className="rounded border px-1 font-mono text-meta">
        ?
      </kbd>
      {t('instances.keyboardHelp')}
    </Button>
  )
}
