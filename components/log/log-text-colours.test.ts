import { describe, expect, it } from 'vitest'
import { readLog } from '@/components/log/log-text'

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
