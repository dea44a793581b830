'use client'

import { ArrowUp } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { Button } from '@/components/ui/button'

/** Floats between filter and table, or under its head, so that rows stay where they are until someone asks for the new ones. */
export function Newcomers({ count, onShow }: { count: number; onShow: () => void }): ReactNode {
  const t = useTranslations()
  return (
    <div role="status" className="sticky top-26 z-20 -mb-4 flex h-0 justify-center">
      {count === 0 ? null : (
        <Button
          tone="accent"
          size="small"
          className="appearing -translate-y-5 rounded-full shadow-lg"
          onClick={onShow}
        >
          <ArrowUp aria-hidden className="size-4" />
          {t('instances.newcomers', { count })}
        </Button>
      )}
    </div>
  )
}
