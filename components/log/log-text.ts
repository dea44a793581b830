import { cleanLog, hasNoise, partsOf, STYLES } from '@/components/log/log-clean'
import { PLAIN, restyle, type Style } from '@/components/log/log-style'
import { countBelow, gatherOffsets } from '@/components/log/offsets'

/** A longer line goes on in rows of its own: no browser lays out a line of a mebibyte at once. */
const LONGEST_ROW = 4_096

/** A longer line is shown without colours. */
const LONGEST_PAINTED = 64 * 1_024
/** A row that changes its colour more often than that is no use to anybody, and slow to draw: the rest goes without. */
const MOST_RUNS = 400

/** A piece of a row that looks the same all along. */
export type Run = { text: string; style: Style }

/**
 * A log that people can read: its text without what is not shown, where its lines begin, and the rows that show them.
 * Colours are worked out for the lines that are asked for.
 */
export type LogText = {
  plain: string
  lineCount: number
  /** Of the widest row, in letters of the log. */
  widest: () => number
  rowCount: number
  /** Where in `plain` a row begins and ends, without its line feed. */
  startOf: (row: number) => number
  endOf: (row: number) => number
  /** From 0. */
  lineOf: (row: number) => number
  /** The first row of a line. */
  rowOf: (line: number) => number
  /** The row in which a place of `plain` is. */
  rowAt: (offset: number) => number
  runsOf: (row: number) => Run[]
}

export function readLog(raw: string): LogText {
  const plain = cleanLog(raw)
  const lines = lineStarts(plain)
  const rows = splitRows(plain, lines)
  const startOf = (row: number): number => rows.starts[row] ?? plain.length
  const endOf = (row: number): number => {
    const next = startOf(row + 1)
    return plain[next - 1] === '\n' ? next - 1 : next
  }
  const lineOf = (row: number): number => (rows.lines === null ? row : (rows.lines[row] ?? 0))
  const rowAt = (offset: number): number => Math.max(0, countBelow(rows.starts, offset + 1) - 1)
  const runsOfLine = raw === plain ? null : styledLines(raw)
  return {
    plain,
    lineCount: lines.length - 1,
    widest: () => widestRow(plain, rows),
    rowCount: rows.starts.length - 1,
    startOf,
    endOf,
    lineOf,
    rowOf: (line) => rowAt(lines[line] ?? plain.length),
    rowAt,
    runsOf: (row) => {
      const [start, end] = [startOf(row), endOf(row)]
      const line = lineOf(row)
      const from = start - (lines[line] ?? 0)
      const runs = runsOfLine?.(line)
      return runs ? cut(runs, from, from + end - start) : [{ text: plain.slice(start, end), style: PLAIN }]
    },
  }
}

/** Where lines begin, and one past the end. A line feed at the very end begins no line. */
function lineStarts(text: string): Uint32Array {
  return gatherOffsets((add) => {
    for (let start = 0; start < text.length; ) {
      add(start)
      const feed = text.indexOf('\n', start)
      start = feed === -1 ? text.length : feed + 1
    }
    add(text.length)
  })
}

type Rows = { starts: Uint32Array; lines: Uint32Array | null; longest: number }

/** `starts` has one past the end, like `lines`; `lines` of the result: to which line each row belongs, null where every line is one row. */
function splitRows(text: string, lines: Uint32Array): Rows {
  const count = lines.length - 1
  const endOf = (line: number): number => lines[line + 1] ?? text.length
  let longest = 0
  for (let n = 0; n < count; n++) longest = Math.max(longest, endOf(n) - (lines[n] ?? 0))
  if (longest <= LONGEST_ROW) return { starts: lines, lines: null, longest }
  const owners: number[] = []
  const starts = gatherOffsets((add) => {
    for (let line = 0; line < count; line++) {
      const end = endOf(line)
      for (let start = lines[line] ?? 0; start < end; ) {
        add(start)
        owners.push(line)
        start = end - start <= LONGEST_ROW ? end : wholeCharacter(text, start + LONGEST_ROW)
      }
    }
    add(text.length)
  })
  return { starts, lines: Uint32Array.from(owners), longest: LONGEST_ROW }
}

const TAB = 8
/** What is drawn two letters wide begins here, as near as a box for scrolling needs it. */
const WIDE_FROM = 0x1100
const NOT_ONE_WIDE = /[\t\u1100-\uffff]/

/** Tabs and the letters of East Asia take more room than they are characters. */
function widestRow(text: string, { starts, longest }: Rows): number {
  if (!NOT_ONE_WIDE.test(text)) return longest
  let widest = 0
  for (let row = 0; row < starts.length - 1; row++) {
    const end = starts[row + 1] ?? text.length
    let width = 0
    for (let at = starts[row] ?? 0; at < end; at++) {
      const code = text.charCodeAt(at)
      if (code === 9) width += TAB - (width % TAB)
      else width += code >= WIDE_FROM && (code < 0xd800 || code > 0xdfff) ? 2 : 1
    }
    widest = Math.max(widest, width)
  }
  return widest
}

function wholeCharacter(text: string, at: number): number {
  const code = text.charCodeAt(at)
  return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at
}

/** A colour holds until it is taken back, over ends of lines too: what a line begins with is kept once it is known. */
function styledLines(raw: string): (line: number) => Run[] | null {
  const starts = lineStarts(raw)
  const before: Style[] = [PLAIN]
  const rawLine = (line: number): string => raw.slice(starts[line], starts[line + 1]).replace(/\r?\n$/, '')
  let last: { line: number; runs: Run[] | null } | null = null
  return (line) => {
    for (let n = before.length; n <= line; n++) before[n] = styleAfter(rawLine(n - 1), before[n - 1] ?? PLAIN)
    // The rows of a long line ask for the same one again and again.
    if (last?.line !== line) {
      const text = rawLine(line)
      last = { line, runs: text.length > LONGEST_PAINTED ? null : paint(text, before[line] ?? PLAIN) }
    }
    return last.runs
  }
}

function styleAfter(rawLine: string, before: Style): Style {
  let style = before
  for (const [, parameters = ''] of rawLine.matchAll(STYLES)) style = restyle(style, parameters)
  return style
}

function paint(rawLine: string, before: Style): Run[] {
  let style = before
  let runs: Run[] = []
  let isRewritten = false
  for (const part of hasNoise(rawLine) ? partsOf(rawLine) : [{ kind: 'text', text: rawLine } as const]) {
    if (part.kind === 'return') isRewritten = true
    else if (part.kind === 'style') style = restyle(style, part.parameters)
    else {
      // A line that ends in a return keeps what it has: only what is written after it rewrites it.
      if (isRewritten) runs = []
      runs.push({ text: part.text, style })
      isRewritten = false
    }
  }
  return runs
}

/** What of a line's runs stands between two places of it. */
function cut(runs: Run[], from: number, to: number): Run[] {
  const within: Run[] = []
  let at = 0
  for (const { text, style } of runs) {
    const start = at
    at += text.length
    if (at <= from) continue
    if (start >= to) break
    const piece = text.slice(Math.max(0, from - start), to - start)
    const last = within.at(-1)
    if (last !== undefined && (last.style === style || within.length === MOST_RUNS)) last.text += piece
    else within.push({ text: piece, style })
  }
  return within
}
