import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { isPlainList, keepPlain } from './instrumentation.arguments'

const wish = { flowInstId: '2438-201908081020', reason: 'other', note: '$$5 — "quoted"\n', key: 'k' }

describe('the arguments of an action', () => {
  it.each([[], [wish], [['a', 'b']], [null, 1, true, { a: { b: [] } }]])('plain: %j', (...list) => {
    expect(isPlainList(JSON.stringify(list))).toBe(true)
  })

  it.each([
    '',
    'null',
    '{"length":1}',
    '"x"',
    '[',
    '[1]x',
    JSON.stringify(Array(11).fill(0)),
    '["$1"]',
    '["$"]',
    '["$undefined"]',
    '[{"a":["$@0"]}]',
    `${'['.repeat(20)}${']'.repeat(20)}`,
    `${'['.repeat(200_000)}${']'.repeat(200_000)}`,
  ])('not plain: %.20s', (body) => {
    expect(isPlainList(body)).toBe(false)
  })

  it('reach Next byte by byte as they came, or not at all', async () => {
    const sent = Buffer.from(JSON.stringify([{ ...wish, note: '光伏 👩‍🔧' }]))
    expect(await received([sent.subarray(0, 60), sent.subarray(60)])).toBe(sent.toString())
    expect(await received([Buffer.from('["$F1"]')])).toBe('[null]')
    expect(await received([])).toBe('[null]')
  })
})

/** What a reader gets of a body that comes in these parts. */
function received(parts: Buffer[]): Promise<string> {
  const request = new Readable({ read: () => undefined })
  keepPlain(request as never)
  for (const part of [...parts, null]) request.push(part)
  return text(request)
}
