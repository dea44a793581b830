import { describe, expect, it } from 'vitest'
import { readAnswer } from './envelope'

const read = (http: number, body: unknown) =>
  readAnswer({ http, text: typeof body === 'string' ? body : JSON.stringify(body) })

const codes: [string, number, unknown, number][] = [
  ['code', 200, { code: 0, msg: 'OK' }, 0],
  ['code as text', 200, { code: '62102', msg: 'x' }, 62102],
  ['status alone', 200, { status: 0, msg: ' Success', data: '' }, 0],
  ['status as text', 200, { status: '1203' }, 1203],
  ['the misspelt stauts', 200, { stauts: 0 }, 0],
  ['code before status', 200, { code: 62101, status: 0 }, 62101],
  ['1203 in status beside another code', 200, { code: 500, status: 1203 }, 1203],
  ['1203 in code beside a good status', 200, { code: 1203, status: 0 }, 1203],
  ['1203 at HTTP 500', 500, { code: 1203 }, 1203],
  ['a code of 0 whatever status says', 200, { code: 0, status: 1203 }, 0],
  ['an EnOS code at HTTP 400', 400, { code: 62103 }, 62103],
  ['a status beside an unreadable code', 200, { code: null, status: 62103 }, 62103],
  ['1203 beside a status that repeats HTTP', 401, { status: 401, code: 1203 }, 1203],
]

describe('the EnOS code of an answer', () => {
  it.each(codes)('%s', (_name, http, body, code) => {
    expect(read(http, body)).toMatchObject({ kind: 'envelope', http, code })
  })

  it.each([
    ['a gateway message', 503, { message: 'Service unavailable' }],
    ['a web framework error page', 500, { timestamp: 1, status: 500, error: 'Internal Server Error' }],
    ['a gateway code that repeats the status', 502, { code: 502, message: 'Bad gateway' }],
    ['HTML', 403, '<html>'],
    ['an empty body', 401, ''],
    ['an empty object', 200, {}],
    ['a code that is no number', 200, { code: 'OK' }],
    ['a success code of another service', 200, { code: 200, message: '' }],
  ])('is not found in %s', (_name, http, body) => {
    expect(read(http, body)).toMatchObject({ kind: 'http', http })
  })

  it.each(['', '<html>', '{"code":0', '[]', 'null', '0', '"OK"'])(
    'is unreadable in %j at HTTP 200',
    (text) => {
      expect(read(200, text)).toEqual({ kind: 'unreadable', http: 200 })
    },
  )

  it('is unreadable in a body that is too large', () => {
    expect(readAnswer({ http: 200, text: null })).toEqual({ kind: 'unreadable', http: 200 })
  })
})

describe('the message of an answer', () => {
  it('comes from msg or message, with the request id', () => {
    expect(read(200, { code: 1, msg: 'a', requestId: 'q' })).toMatchObject({ text: 'a', requestId: 'q' })
    expect(read(200, { code: 1, message: 'b', requestId: null })).toMatchObject({
      text: 'b',
      requestId: null,
    })
    expect(read(200, { code: 1 })).toMatchObject({ text: '', requestId: null })
  })

  it('is one short line without our secrets', () => {
    const reply = readAnswer({
      http: 200,
      text: JSON.stringify({ code: 1, msg: `bad\r\n\u0007\u202e token abcd1234 ${'x'.repeat(500)}` }),
      hide: ['abcd1234', ''],
    })
    expect(reply).toMatchObject({ kind: 'envelope' })
    const text = reply.kind === 'envelope' ? reply.text : ''
    expect(text).toMatch(/^bad token \*\*\* x+…$/)
    expect([...text]).toHaveLength(200)
  })
})
