import type { Virtualizer } from '@tanstack/react-virtual'
import { type CSSProperties, type ReactNode, useMemo } from 'react'
import { LogRow } from '@/components/log/log-row'
import type { Matches } from '@/components/log/log-search'
import type { LogText } from '@/components/log/log-text'

type Props = {
  virtualizer: Virtualizer<HTMLDivElement, Element>
  log: LogText
  firstRow: number
  isWrapped: boolean
  linkedLine: number | null
  matches: Matches
  currentMatch: number | null
  onLink: (line: number) => void
}

/** The rows in sight, in a box as high as all of them. */
export function LogRows(props: Props): ReactNode {
  const { virtualizer, log, firstRow, isWrapped, linkedLine, matches, currentMatch, onLink } = props
  const digits = String(log.lineCount).length
  const widest = useMemo(() => (isWrapped ? 0 : log.widest()), [log, isWrapped])
  const width = isWrapped ? undefined : `calc(${widest + digits}ch + 3rem)`
  return (
    <div
      className="relative min-w-full"
      style={{ height: virtualizer.getTotalSize(), width, '--digits': digits } as CSSProperties}
    >
      {virtualizer.getVirtualItems().map(({ index, start }) => {
        const row = index + firstRow
        const line = log.lineOf(row)
        const isLinked = line === linkedLine
        return (
          <div
            key={row}
            ref={isWrapped ? virtualizer.measureElement : undefined}
            data-index={index}
            data-row={row}
            aria-current={isLinked ? 'location' : undefined}
            className="absolute top-0 left-0 flex w-full"
            style={{ transform: `translateY(${start}px)` }}
          >
            <LogRow
              log={log}
              row={row}
              number={row === 0 || log.lineOf(row - 1) !== line ? line + 1 : null}
              isLinked={isLinked}
              isWrapped={isWrapped}
              matches={matches}
              currentMatch={currentMatch}
              onLink={onLink}
            />
          </div>
        )
      })}
    </div>
  )
}
