import { describe, expect, it } from 'vitest'
import { cleanLog } from '@/components/log/log-clean'
import { readLog } from '@/components/log/log-text'
import { paintedRows, rowsOf } from '@/lib/testing/log-rows'

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
