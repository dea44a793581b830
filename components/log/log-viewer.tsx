'use client'

import { ArrowDown } from 'lucide-react'
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { FoldedHeader } from '@/components/log/folded-header'
import { headerLines } from '@/components/log/log-header'
import { LogRows } from '@/components/log/log-rows'
import { LogSearchField } from '@/components/log/log-search-field'
import { readLog } from '@/components/log/log-text'
import { LogTools } from '@/components/log/log-tools'
import { saveText } from '@/components/log/save-log'
import { useFollow } from '@/components/log/use-follow'
import { useLineLink } from '@/components/log/use-line-link'
import { useLogKeys } from '@/components/log/use-log-keys'
import { useLogRows } from '@/components/log/use-log-rows'
import { useSearch } from '@/components/log/use-search'
import { useSelection } from '@/components/log/use-selection'
import { keepPreference } from '@/components/shell/preference'
import { Button } from '@/components/ui/button'
import { WRAP_COOKIE } from '@/lib/shared/locale'

type Props = {
  /** As EnOS sent it. */
  raw: string
  label: string
  fileName: string
  /** More may come. */
  isLive: boolean
  startsWrapped: boolean
}

/** A log as plain text, whatever its length: only the rows in sight are in the page. */
export function LogViewer({ raw, label, fileName, isLive, startsWrapped }: Props): ReactNode {
  const t = useTranslations()
  const log = useMemo(() => readLog(raw), [raw])
  const header = useMemo(() => headerLines(log.plain), [log])
  const [isHeaderShown, setHeaderShown] = useState(false)
  const [isWrapped, setWrapped] = useState(startsWrapped)
  const [linkedLine, linkLine] = useLineLink()
  const region = useRef<HTMLDivElement>(null)
  const field = useRef<HTMLInputElement>(null)

  const firstRow = isHeaderShown || header === 0 ? 0 : log.rowOf(header)
  const from = log.startOf(firstRow)
  const { pinned, onCopy } = useSelection(region, { log, from })
  const rows = useLogRows({ region, log, firstRow, isWrapped, pinned })
  const follow = useFollow({
    region,
    height: rows.getTotalSize(),
    lineCount: log.lineCount,
    startsAtEnd: isLive && linkedLine === null,
  })
  const search = useSearch(log.plain, {
    from,
    anchor: () => log.startOf(firstRow + (rows.range?.startIndex ?? 0)),
  })
  const onKeyDown = useLogKeys({ region, field, step: search.step })

  const linkedRow = linkedLine === null ? -1 : log.rowOf(linkedLine) - firstRow
  useEffect(() => {
    if (linkedRow >= 0 && linkedRow < rows.options.count) rows.scrollToIndex(linkedRow, { align: 'center' })
  }, [linkedRow, rows])

  const { shown } = search
  const shownRow = shown === null ? -1 : log.rowAt(shown.offset) - firstRow
  // biome-ignore lint/correctness/useExhaustiveDependencies: a log that grows does not take the reader back to a match.
  useEffect(() => {
    if (shown === null) return
    follow.letGo()
    rows.scrollToIndex(shownRow, { align: 'center' })
    // Beside the window, where lines are not broken, once the row is there.
    const frame = requestAnimationFrame(() => {
      region.current
        ?.querySelector('mark[data-current]')
        ?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    })
    return () => cancelAnimationFrame(frame)
  }, [shown])

  const text = (): string => log.plain.slice(from)
  const wrap = (): void => {
    keepPreference(WRAP_COOKIE, isWrapped ? 'off' : 'on')
    setWrapped(!isWrapped)
  }
  const toTop = (): void => {
    follow.letGo()
    rows.scrollToOffset(0)
  }
  const toggleHeader = (): void => {
    setHeaderShown(!isHeaderShown)
    // Who asks for it is to see it, wherever they are.
    if (!isHeaderShown) toTop()
  }
  const toEnd = (): void => {
    if (isLive) follow.follow()
    rows.scrollToIndex(rows.options.count - 1, { align: 'end' })
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys that what is within does not take for itself.
    <div className="relative overflow-clip rounded-lg border bg-surface" onKeyDown={onKeyDown}>
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1.5 border-b px-2 py-1.5">
        <LogSearchField search={search} field={field} onLeave={() => region.current?.focus()} />
        <LogTools
          text={text}
          onSave={() => saveText(text(), fileName)}
          isWrapped={isWrapped}
          onWrap={wrap}
          isFollowing={isLive ? follow.isFollowing : null}
          onFollow={() => (follow.isFollowing ? follow.letGo() : toEnd())}
          onTop={toTop}
          onEnd={toEnd}
        />
      </div>
      {header === 0 ? null : <FoldedHeader lines={header} isShown={isHeaderShown} onToggle={toggleHeader} />}
      <div
        ref={region}
        role="log"
        aria-live="off"
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it is scrolled by keys.
        tabIndex={0}
        onScroll={follow.onScroll}
        onCopy={onCopy}
        className="max-h-[max(18rem,calc(100dvh-11rem))] min-h-24 overflow-auto overscroll-contain font-mono text-meta leading-5 [font-variant-ligatures:none] [overflow-anchor:none] [tab-size:8] focus-visible:-outline-offset-2"
      >
        <LogRows
          virtualizer={rows}
          log={log}
          firstRow={firstRow}
          isWrapped={isWrapped}
          linkedLine={linkedLine}
          matches={search.matches}
          currentMatch={shown?.offset ?? null}
          onLink={linkLine}
        />
      </div>
      {follow.newLines === 0 ? null : (
        <Button
          size="small"
          tone="accent"
          className="absolute right-6 bottom-4 shadow-md"
          onClick={() => {
            follow.follow()
            region.current?.focus()
          }}
        >
          <ArrowDown aria-hidden className="size-4" />
          {t('log.newLines', { count: follow.newLines })}
        </Button>
      )}
    </div>
  )
}
