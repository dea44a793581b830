import { describe, expect, it } from 'vitest'
import { cleanText } from '@/lib/gateway/clean-text'

const MIB = 2 ** 20

describe('one short line of a foreign text', () => {
  it.each([
    ['', ''],
    [' a\r\n\tb  c ', 'a b c'],
    ['a\u0000\u202e\u2028b', 'a b'],
    ['lone \ud800 half', 'lone half'],
    ['x'.repeat(200), 'x'.repeat(200)],
    ['x'.repeat(201), `${'x'.repeat(199)}…`],
    ['😀'.repeat(201), `${'😀'.repeat(199)}…`],
    [`${'x'.repeat(3_999)}😀`, `${'x'.repeat(199)}…`],
  ])('%j', (text, line) => {
    expect(cleanText(text)).toBe(line)
  })

  it('says where there is more, however little of the beginning can be shown', () => {
    expect(cleanText(`a${' '.repeat(5_000)}b`)).toBe('a…')
    expect(cleanText('\u0001'.repeat(MIB))).toBe('…')
  })

  it('holds nothing that is to be hidden, wherever the text is cut', () => {
    for (const at of [0, 190, 3_990, 3_999, MIB]) {
      const line = cleanText(`${'\u0001'.repeat(at)}secret-key and more`, ['secret-key'])
      expect(line).not.toMatch(/secret|key/)
    }
  })

  it('of a very long text costs no more than that of a long one', () => {
    const texts = ['x', '😀', 'a\u0001', 'a  '].map((part) => part.repeat(MIB))
    const before = process.cpuUsage()
    for (const text of texts) expect([...cleanText(text)]).toHaveLength(200)
    // A second, and more, where all of it was looked at.
    expect(process.cpuUsage(before).user).toBeLessThan(400_000)
  })
})
