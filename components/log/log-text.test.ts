import { describe, expect, it } from 'vitest'
import { readLog } from '@/components/log/log-text'
import { paintedRows, rowsOf } from '@/lib/testing/log-rows'

describe('the lines of a log', () => {
  it.each([
    ['', []],
    ['a', ['a']],
    ['a\n', ['a']],
    ['a\n\n', ['a', '']],
    ['\na', ['', 'a']],
    ['a\r\nb\r\n', ['a', 'b']],
    ['one\ntwo\nthree', ['one', 'two', 'three']],
  ])('%j', (raw, lines) => {
    const log = readLog(raw)
    expect(rowsOf(log)).toEqual(lines)
    expect(paintedRows(log)).toEqual(lines)
    expect(log.lineCount).toBe(lines.length)
  })

  it.each([
    ['', 0],
    ['abc\nde\n', 4],
    ['a\tb\n12345678\t.', 17],
    ['风电场\nabcd', 7],
  ])('%j has room for its widest', (raw, width) => {
    expect(readLog(raw).widest()).toBe(width)
  })

  it('are numbered over the rows that a long one takes, none of which cuts a character in two', () => {
    const long = `${'x'.repeat(4_095)}😀${'y'.repeat(5_000)}`
    const log = readLog(`first\n${long}\nlast\n`)
    const rows = rowsOf(log)
    expect(rows.slice(1, -1).join('')).toBe(long)
    expect(rows.map((_, row) => log.lineOf(row))).toEqual([0, 1, 1, 1, 2])
    expect(rows.every((row) => row.isWellFormed?.() ?? encodeURIComponent(row) !== '')).toBe(true)
    expect([log.rowOf(0), log.rowOf(1), log.rowOf(2)]).toEqual([0, 1, 4])
    expect([0, 6, 6 + 4_094, 6 + 4_095, log.plain.indexOf('last')].map(log.rowAt)).toEqual([0, 1, 1, 2, 4])
    expect(log.lineCount).toBe(3)
  })

  it('of a mebibyte are there at once, be it one line, very many, or nothing that can be shown', () => {
    const MEBIBYTE = 1_048_576
    for (const raw of [
      'x'.repeat(MEBIBYTE),
      'ab\n'.repeat(MEBIBYTE / 3),
      '\n'.repeat(MEBIBYTE),
      '\x1b[31mx'.repeat(MEBIBYTE / 6),
      '\r'.repeat(MEBIBYTE),
      '\x1b'.repeat(MEBIBYTE),
      '\x1b]'.repeat(MEBIBYTE / 2),
      '\x9d'.repeat(MEBIBYTE),
      `\x1b[${'1;'.repeat(MEBIBYTE / 2)}`,
    ]) {
      const startedAt = performance.now()
      const log = readLog(raw)
      for (let row = Math.max(0, log.rowCount - 60); row < log.rowCount; row++) log.runsOf(row)
      // Tens of milliseconds; five seconds is what a search that goes back and forth would take many times over.
      expect([raw.slice(0, 4), performance.now() - startedAt < 5_000]).toEqual([raw.slice(0, 4), true])
    }
  })
})
