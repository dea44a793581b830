import { describe, expect, it } from 'vitest'
import { describeBadEnv, parseEnv } from '@/lib/env'

const good = {
  ENOS_API_URL: 'https://apim-test.example.com',
  ENOS_ACCESS_KEY: 'key',
  ENOS_SECRET_KEY: 'a-secret-value',
  AUTH_SECRET: 'x'.repeat(32),
  AUTH_URL: 'https://flowstop.example.com',
}

describe('settings', () => {
  it('have the defaults of the product', () => {
    expect(parseEnv(good)).toMatchObject({
      ok: true,
      env: {
        ENOS_PAGE_BASE: 'auto',
        ENOS_SORT_FIELDS: 'auto',
        ENOS_TIME_ZONE: { trigger: null, run: null },
        ENOS_TIMEOUT_MS: 10_000,
        ENOS_MAX_RPS: 20,
        TRUSTED_PROXIES: 0,
        DATA_DIR: '.data',
        TEAM_LEADS: [],
      },
    })
  })

  it.each([
    ['ENOS_PAGE_BASE', '0', 0],
    ['ENOS_TIME_ZONE', 'trigger=Asia/Shanghai,run=UTC', { trigger: 'Asia/Shanghai', run: 'UTC' }],
    ['ENOS_TIME_ZONE', 'Asia/Kolkata', { trigger: 'Asia/Kolkata', run: 'Asia/Kolkata' }],
    ['TEAM_LEADS', ' lin, o1/bob ,', ['lin', 'o1/bob']],
    ['SIGN_IN_NOTICE', '', undefined],
    ['TRUSTED_PROXIES', '2', 2],
    ['TRUSTED_PROXIES', '', 0],
    ['AUTH_URL', 'HTTPS://Flowstop.example.com/', 'https://flowstop.example.com'],
    ['ENOS_API_URL', 'http://127.0.0.1:4000', 'http://127.0.0.1:4000'],
  ])('%s = %s', (name, value, expected) => {
    const parsed = parseEnv({ ...good, [name]: value })
    expect(parsed.ok && parsed.env[name as keyof typeof parsed.env]).toEqual(expected)
  })

  it.each([
    ['ENOS_API_URL', 'http://apim-test.example.com'],
    ['ENOS_API_URL', 'ftp://127.0.0.1'],
    ['ENOS_API_URL', 'apim.example.com'],
    ['ENOS_API_URL', 'https://user:secret@apim.example.com'],
    ['AUTH_URL', 'flowstop.example.com'],
    ['AUTH_URL', 'https://flowstop.example.com/path'],
    ['AUTH_URL', 'https://flowstop.example.com/?x=1'],
    ['DATABASE_URL', 'localhost/x'],
    ['ENOS_PAGE_BASE', '2'],
    ['ENOS_SORT_FIELDS', 'kebab'],
    ['ENOS_TIME_ZONE', 'Mars/Olympus'],
    ['ENOS_TIMEOUT_MS', 'soon'],
    ['ENOS_MAX_RPS', '0'],
    ['TRUSTED_PROXIES', 'all'],
    ['TRUSTED_PROXIES', '-1'],
    ['TRUSTED_PROXIES', '1.5'],
    ['TRUSTED_PROXIES', '11'],
    ['AUTH_SECRET', 'short'],
    ['AUTH_URL', 'http://flowstop.example.com'],
    ['DATABASE_URL', 'mysql://localhost/x'],
    ['FOLLOW_PACE', '0.05'],
  ])('refuses %s = %s', (name, value) => {
    expect(parseEnv({ ...good, [name]: value })).toEqual({ ok: false, missing: [], malformed: [name] })
  })

  it('lets the waits be shortened for an EnOS on this machine only', () => {
    const settings = { ...good, ENOS_API_URL: 'http://127.0.0.1:4000', FOLLOW_PACE: '0.05' }
    expect(parseEnv(settings)).toMatchObject({ ok: true, env: { FOLLOW_PACE: 0.05 } })
    expect(parseEnv({ ...good, FOLLOW_PACE: '1' })).toMatchObject({ ok: true, env: { FOLLOW_PACE: 1 } })
  })

  it('names every bad one in one message and repeats no value', () => {
    const check = parseEnv({
      ...good,
      ENOS_API_URL: undefined,
      ENOS_SECRET_KEY: '',
      AUTH_SECRET: 'too-short-secret',
    })
    if (check.ok) throw new Error('accepted')
    const message = describeBadEnv(check)
    expect(message).toContain('missing: ENOS_API_URL, ENOS_SECRET_KEY; malformed: AUTH_SECRET')
    expect(message).not.toContain('too-short-secret')
  })
})
