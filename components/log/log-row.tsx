import { memo, type ReactNode } from 'react'
import type { Matches } from '@/components/log/log-search'
import type { Ink, Style } from '@/components/log/log-style'
import type { LogText, Run } from '@/components/log/log-text'
import { countBelow } from '@/components/log/offsets'

const INKS: Readonly<Record<Ink, string>> = {
  red: 'text-failed',
  green: 'text-succeeded',
  yellow: 'text-waiting',
  blue: 'text-running',
  magenta: 'text-suspended',
  cyan: 'text-rerunning',
  grey: 'text-muted',
  text: 'text-text',
}

const PAPERS: Readonly<Record<Ink, string>> = {
  red: 'bg-failed/12',
  green: 'bg-succeeded/12',
  yellow: 'bg-waiting/12',
  blue: 'bg-running/12',
  magenta: 'bg-suspended/12',
  cyan: 'bg-rerunning/12',
  grey: 'bg-neutral/12',
  text: 'bg-neutral/12',
}

function lookOf(style: Style): string {
  const { isReversed } = style
  const ink = isReversed ? style.paper : style.ink
  const paper = isReversed ? (style.ink ?? 'text') : style.paper
  // Grey on a coloured ground could not be read.
  const isGrey = ink === 'grey' || (ink === null && style.isDim)
  return [
    isGrey ? (paper === null ? INKS.grey : '') : ink === null ? '' : INKS[ink],
    paper === null ? '' : PAPERS[paper],
    style.isBold ? 'font-semibold' : '',
    style.isItalic ? 'italic' : '',
    style.isUnderlined ? 'underline' : '',
    style.isStruck ? 'line-through' : '',
  ]
    .filter((name) => name !== '')
    .join(' ')
}

type Props = {
  log: LogText
  row: number
  /** Its number, for the first row of a line. */
  number: number | null
  isLinked: boolean
  isWrapped: boolean
  matches: Matches
  /** Where the match is that is shown. */
  currentMatch: number | null
  onLink: (line: number) => void
}

/** One row: the number of its line, which is neither copied nor found, and its text. */
export const LogRow = memo(function LogRow(props: Props): ReactNode {
  const { log, row, number, isLinked, isWrapped, matches, currentMatch, onLink } = props
  const line = log.lineOf(row)
  return (
    <>
      {/* biome-ignore lint/a11y/useAnchorContent: the number is drawn where it is neither read out, copied nor found. */}
      <a
        href={`#L${line + 1}`}
        data-number={number ?? ''}
        aria-hidden
        tabIndex={-1}
        onClick={(event) => {
          event.preventDefault()
          onLink(line)
        }}
        className={`sticky left-0 w-[calc(var(--digits)*1ch+1.25rem)] shrink-0 select-none border-e pe-2 text-end no-underline before:content-[attr(data-number)] hover:text-text ${isLinked ? 'bg-accent/15' : 'bg-raised text-muted'}`}
      />
      <span
        data-text
        dir="ltr"
        className={`min-h-5 min-w-0 flex-1 ps-2.5 pe-3 ${isWrapped ? 'whitespace-pre-wrap [overflow-wrap:anywhere]' : 'whitespace-pre'} ${isLinked ? 'bg-accent/10' : ''}`}
      >
        {piecesOf({ runs: log.runsOf(row), start: log.startOf(row), matches, currentMatch })}
      </span>
    </>
  )
})

type Marked = { runs: Run[]; start: number; matches: Matches; currentMatch: number | null }

function piecesOf({ runs, start, matches, currentMatch }: Marked): ReactNode[] {
  const pieces: ReactNode[] = []
  const { starts, length } = matches
  // One that began in the row before may reach into this one.
  let next = countBelow(starts, Math.max(0, start - length + 1))
  let at = start
  for (const { text, style } of runs) {
    const end = at + text.length
    const className = lookOf(style) || undefined
    const write = (to: number): void => {
      if (to <= at) return
      const piece = text.slice(at - (end - text.length), to - (end - text.length))
      pieces.push(
        <span key={at} className={className}>
          {piece}
        </span>,
      )
      at = to
    }
    for (; next < starts.length; next++) {
      const match = starts[next] ?? end
      if (match >= end) break
      write(match)
      const to = Math.min(end, match + length)
      if (to <= at) continue
      const isCurrent = match === currentMatch
      pieces.push(
        <mark
          key={at}
          data-current={isCurrent || undefined}
          className={`scroll-mx-24 ${isCurrent ? 'bg-accent text-on-accent outline outline-accent' : 'bg-waiting/25 text-text'}`}
        >
          {text.slice(at - (end - text.length), to - (end - text.length))}
        </mark>,
      )
      at = to
      // The rest of it is in the next run.
      if (match + length > end) break
    }
    write(end)
  }
  return pieces
}
