'use client'

import { Check, Copy } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { copyText } from '@/components/ui/copy-text'

const SHOWN_MS = 1500

type Props = {
  text: string
  /** What is copied, in words; an ID unless said. */
  label?: string
  className?: string
}

export function CopyButton({ text, label, className = '' }: Props): ReactNode {
  const t = useTranslations()
  const [isCopied, setCopied] = useState(false)

  useEffect(() => {
    if (!isCopied) return
    const timer = setTimeout(() => setCopied(false), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [isCopied])

  const Icon = isCopied ? Check : Copy
  return (
    <button
      type="button"
      aria-label={isCopied ? t('common.copied') : (label ?? t('common.copyId', { id: text }))}
      title={isCopied ? t('common.copied') : (label ?? t('common.copy'))}
      onClick={async () => setCopied(await copyText(text))}
      className={`inline-flex size-6 shrink-0 items-center justify-center rounded text-muted hover:bg-raised hover:text-text ${className}`}
    >
      <Icon aria-hidden className="size-3.5" />
    </button>
  )
}
