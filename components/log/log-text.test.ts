import { describe, expect, it } from 'vitest'
import { cleanLog } from '@/components/log/log-clean'
import { type LogText, readLog } from '@/components/log/log-text'

const rowsOf = (log: LogText): string[] =>
  Array.from({ length: log.rowCount }, (_, row) => log.plain.slice(log.startOf(row), log.endOf(row)))
const paintedRows = (log: LogText): string[] =>
  Array.from({ length: log.rowCount }, (_, row) =>
    log
      .runsOf(row)
      .map(({ text }) => text)
      .join(''),
  )

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
      // Tens of milliseconds; a second is what a search that goes back and forth would take many times over.
      expect([raw.slice(0, 4), performance.now() - startedAt < 1_000]).toEqual([raw.slice(0, 4), true])
    }
  })
})

describe('what is not shown', () => {
  it.each([
    ['colours', '\x1b[1;31mred\x1b[0m and \x1b[38;2;1;2;3mrgb\x1b[m', 'red and rgb'],
    ['cursor moves and erasures', '\x1b[2J\x1b[1;1Hhome\x1b[K\x1b[?25l\x1b[3A!', 'home!'],
    ['a link', '\x1b]8;;https://example.com\x07text\x1b]8;;\x1b\\ after', 'text after'],
    ['a title', '\x1b]0;title\x07text', 'text'],
    ['a string that never ends', '\x1b]0;all the rest\nnext', '0;all the rest\nnext'],
    ['device strings', '\x1bPq#0~-\x1b\\\x1b_app\x1b\\\x1b^pm\x1b\\x', 'x'],
    ['eight-bit controls', '\x9b31mred\x9b0m\x85 \x9dt\x9c.', 'red .'],
    ['a sequence cut off at the end', 'text\x1b[38;5', 'text'],
    ['a sequence that another one breaks', '\x1b[3\x1b[31mx', 'x'],
    ['a letter after ESC', '\x1bMx\x1b(By\x1b7z', 'xyz'],
    ['bells, nulls, backspaces', 'a\0b\x07c\bd\x7f', 'abcd'],
    ['turned directions', 'user\u202etxt.exe\u2066!\u2069', 'usertxt.exe!'],
    ['separators that are no line feed', 'a\u2028b\x0bc\x0cd', 'abcd'],
    ['tabs stay', 'a\tb', 'a\tb'],
    ['HTML is text', '<img src=x onerror=alert(1)>&amp;', '<img src=x onerror=alert(1)>&amp;'],
    ['progress', '10 %\r50 %\rdone\nnext', 'done\nnext'],
    ['progress that waits at the start of its line', '10 %\r50 %\r', '50 %'],
    ['progress in colour', '\x1b[32m10 %\r\x1b[31m50 %\x1b[0m\r', '50 %'],
    ['line ends of Windows after a colour', '\x1b[31ma\x1b[0m\r\nb\r\n', 'a\nb\n'],
  ])('%s', (_, raw, shown) => {
    expect(cleanLog(raw)).toBe(shown)
    const log = readLog(raw)
    expect(paintedRows(log).join('\n')).toBe(shown.replace(/\n$/, ''))
  })

  it('is the same whether a line is cleaned or painted', () => {
    const bits = [
      '\x1b',
      '[',
      ']',
      '0',
      '31',
      ';',
      'm',
      'K',
      '\r',
      '\n',
      '\x07',
      '\x9b',
      '\x9c',
      '\\',
      'P',
      'x',
    ]
    let seed = 7
    const next = (): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
      return seed
    }
    for (let round = 0; round < 3_000; round++) {
      const raw = Array.from({ length: next() % 24 }, () => bits[(next() >> 8) % bits.length]).join('')
      const log = readLog(raw)
      expect([raw, paintedRows(log)]).toEqual([raw, rowsOf(log)])
      // Of all control characters only those that order lines are left.
      expect([raw, [...log.plain].filter((letter) => letter < ' ' && letter !== '\n')]).toEqual([raw, []])
    }
  })
})

describe('the colours of a log', () => {
  const styles = (raw: string, row = 0) =>
    readLog(raw)
      .runsOf(row)
      .map(({ text, style }) => {
        const on = Object.entries(style).filter(([, value]) => value !== null && value !== false)
        return [text, Object.fromEntries(on)]
      })

  it.each([
    [
      '\x1b[31ma\x1b[39mb',
      [
        ['a', { ink: 'red' }],
        ['b', {}],
      ],
    ],
    ['\x1b[91ma', [['a', { ink: 'red' }]]],
    [
      '\x1b[44ma\x1b[49mb',
      [
        ['a', { paper: 'blue' }],
        ['b', {}],
      ],
    ],
    ['\x1b[102ma', [['a', { paper: 'green' }]]],
    [
      '\x1b[30ma\x1b[90mb\x1b[37mc',
      [
        ['ab', { ink: 'grey' }],
        ['c', { ink: 'text' }],
      ],
    ],
    [
      '\x1b[31ma\x1b[mb',
      [
        ['a', { ink: 'red' }],
        ['b', {}],
      ],
    ],
    ['\x1b[;32ma', [['a', { ink: 'green' }]]],
    ['\x1b[31;0ma', [['a', {}]]],
    [
      '\x1b[1;3;4;7;9ma\x1b[22;23;24;27;29mb',
      [
        ['a', { isBold: true, isItalic: true, isUnderlined: true, isReversed: true, isStruck: true }],
        ['b', {}],
      ],
    ],
    [
      '\x1b[2ma\x1b[22mb',
      [
        ['a', { isDim: true }],
        ['b', {}],
      ],
    ],
    [
      '\x1b[38;5;1ma\x1b[38;5;196mb\x1b[38;5;21mc',
      [
        ['ab', { ink: 'red' }],
        ['c', { ink: 'blue' }],
      ],
    ],
    [
      '\x1b[38;5;240ma\x1b[38;5;250mb',
      [
        ['a', { ink: 'grey' }],
        ['b', { ink: 'text' }],
      ],
    ],
    ['\x1b[38;5;0;1ma', [['a', { ink: 'grey', isBold: true }]]],
    ['\x1b[38;2;0;200;0;4ma', [['a', { ink: 'green', isUnderlined: true }]]],
    ['\x1b[38:2::250:250:0ma', [['a', { ink: 'yellow' }]]],
    ['\x1b[48;2;200;0;200ma', [['a', { paper: 'magenta' }]]],
    [
      '\x1b[4:3ma\x1b[4:0mb',
      [
        ['a', { isUnderlined: true }],
        ['b', {}],
      ],
    ],
    ['\x1b[38ma\x1b[38;9mb\x1b[38;5;999mc\x1b[777md', [['abcd', {}]]],
    ['\x1b[8mhidden\x1b[5m blinking', [['hidden blinking', {}]]],
    ['\x1b[?31ma\x1b[>4;1mb', [['ab', {}]]],
  ])('%j', (raw, expected) => {
    expect(styles(raw)).toEqual(expected)
  })

  it('hold over ends of lines until they are taken back, wherever one begins to look', () => {
    const raw = 'a\n\x1b[31mb\nc\n\nd\x1b[0m\ne\n'
    for (const rows of [
      [0, 1, 2, 3, 4, 5],
      [5, 2],
      [2, 0],
    ]) {
      const log = readLog(raw)
      const inks = rows.map((row) => log.runsOf(row)[0]?.style.ink ?? null)
      expect(inks).toEqual(rows.map((row) => ([1, 2, 4].includes(row) ? 'red' : null)))
    }
  })

  it('go on in the next row of a long line, and are left out where they are no use', () => {
    const log = readLog(`\x1b[32m${'x'.repeat(5_000)}\n${'\x1b[31mx\x1b[32my'.repeat(1_000)}`)
    expect(log.runsOf(1)).toMatchObject([{ text: 'x'.repeat(904), style: { ink: 'green' } }])
    expect(log.runsOf(2).length).toBeLessThanOrEqual(400)
    expect(
      log
        .runsOf(2)
        .map(({ text }) => text)
        .join(''),
    ).toBe('xy'.repeat(1_000))
    const endless = readLog('\x1b[31mx'.repeat(20_000))
    expect(endless.runsOf(0)).toMatchObject([{ text: 'x'.repeat(4_096), style: { ink: null } }])
  })
})
