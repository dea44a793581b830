import { ArrowDownToLine, ArrowUpToLine, Check, Copy, Download, ListEnd, WrapText } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { ToolButton } from '@/components/log/tool-button'
import { copyText } from '@/components/ui/copy-text'

const SHOWN_MS = 1_500

type Props = {
  /** What is copied and saved. */
  text: () => string
  onSave: () => void
  isWrapped: boolean
  onWrap: () => void
  /** Null: nothing comes any more that could be followed. */
  isFollowing: boolean | null
  onFollow: () => void
  onTop: () => void
  onEnd: () => void
}

export function LogTools(props: Props): ReactNode {
  const { text, onSave, isWrapped, onWrap, isFollowing, onFollow, onTop, onEnd } = props
  const t = useTranslations()
  const [isCopied, setCopied] = useState(false)
  useEffect(() => {
    if (!isCopied) return
    const timer = setTimeout(() => setCopied(false), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [isCopied])
  return (
    <div className="flex flex-wrap items-center gap-1">
      {isFollowing === null ? null : (
        <ToolButton icon={ListEnd} label={t('log.follow')} isOn={isFollowing} isSpelled onClick={onFollow} />
      )}
      <ToolButton icon={WrapText} label={t('log.wrap')} isOn={isWrapped} isSpelled onClick={onWrap} />
      <ToolButton icon={ArrowUpToLine} label={t('log.top')} onClick={onTop} />
      <ToolButton icon={ArrowDownToLine} label={t('log.end')} onClick={onEnd} />
      <ToolButton
        icon={isCopied ? Check : Copy}
        label={t(isCopied ? 'common.copied' : 'log.copy')}
        isSpelled
        onClick={async () => setCopied(await copyText(text()))}
      />
      <ToolButton icon={Download} label={t('log.download')} isSpelled onClick={onSave} />
    </div>
  )
}
