import { NextRequest } from 'next/server'
import { describe, expect, it } from 'vitest'
import { readAuthRequest } from '@/lib/people/auth-request'

const FORM = { 'content-type': 'application/x-www-form-urlencoded' }

function read(
  parts: string,
  init: { method?: string; headers?: Record<string, string>; body?: string } = {},
) {
  const request = new NextRequest(`http://flowstop.test/api/auth/${parts}?callbackUrl=http://[`, init)
  return readAuthRequest(request, parts.split('/'))
}

describe('what may be asked of next-auth', () => {
  it.each(['csrf', 'providers', 'session', 'signin', 'error'])('GET %s', async (parts) => {
    const asked = await read(parts)
    expect(asked.ok && asked.request.nextUrl.search).toBe('')
    expect((await read(parts, { method: 'HEAD' })).ok).toBe(true)
  })

  it.each(['callback/enos', 'signout'])('POST %s with a form', async (parts) => {
    const asked = await read(parts, { method: 'POST', headers: FORM, body: 'csrfToken=x' })
    expect(asked.ok && (await asked.request.text())).toBe('csrfToken=x')
  })

  it.each([
    ['GET', 'callback/enos'],
    ['GET', 'signout'],
    ['GET', '__proto__'],
    ['POST', '_log'],
    ['POST', 'session'],
    ['POST', 'callback/enos/more'],
    ['PATCH', 'session'],
  ])('nothing else: %s %s', async (method, parts) => {
    expect(await read(parts, { method, headers: FORM })).toEqual({ ok: false, why: 'not_found' })
  })

  it('no body but a form', async () => {
    const json = { 'content-type': 'application/json' }
    const asked = await read('callback/enos', { method: 'POST', headers: json, body: '{' })
    expect(asked).toEqual({ ok: false, why: 'bad_input' })
  })

  it.each(['http://[', '//host', 'javascript:x', ''])(
    'a way back in the cookie that is none: %j',
    async (value) => {
      const cookie = `__Secure-next-auth.callback-url=${value}`
      expect(await read('csrf', { headers: { cookie } })).toEqual({
        ok: false,
        why: 'bad_input',
        forget: '__Secure-next-auth.callback-url',
      })
    },
  )
})
