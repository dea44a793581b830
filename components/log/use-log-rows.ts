import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useCallback, useEffect } from 'react'
import type { LogText } from '@/components/log/log-text'

/** As `leading-5` draws it. */
const ROW_PX = 20
/** Of a letter of the log, as near as an estimate needs it. */
const LETTER_PX = 7.2
const OVERSCAN = 12

type Shown = {
  region: RefObject<HTMLDivElement | null>
  log: LogText
  /** Rows before it are folded. */
  firstRow: number
  isWrapped: boolean
  /** Rows that stay in the page wherever the reader is. */
  pinned: readonly number[]
}

/** The rows that can be seen, of however many. */
export function useLogRows({ region, log, firstRow, isWrapped, pinned }: Shown) {
  const count = log.rowCount - firstRow
  const rangeExtractor = useCallback(
    (range: Range) => {
      const seen = defaultRangeExtractor(range)
      const kept = pinned.map((row) => row - firstRow).filter((n) => n >= 0 && n < count)
      return kept.length === 0 ? seen : [...new Set([...kept, ...seen])].sort((a, b) => a - b)
    },
    [pinned, firstRow, count],
  )
  // Another one makes it lay out every row anew.
  const getItemKey = useCallback((n: number) => n + firstRow, [firstRow])
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => region.current,
    estimateSize: (n) => {
      if (!isWrapped) return ROW_PX
      const room = (region.current?.clientWidth ?? 900) / LETTER_PX - 8
      const letters = log.endOf(n + firstRow) - log.startOf(n + firstRow)
      return ROW_PX * Math.max(1, Math.ceil(letters / Math.max(10, room)))
    },
    getItemKey,
    overscan: OVERSCAN,
    rangeExtractor,
  })
  const width = virtualizer.scrollRect?.width

  // Heights that were measured hold for one width, and for lines that are broken or not.
  // biome-ignore lint/correctness/useExhaustiveDependencies: these are what heights depend on.
  useEffect(() => {
    virtualizer.measure()
  }, [virtualizer, isWrapped, width])
  return virtualizer
}
