import { beforeAll, describe, expect, it } from 'vitest'
import { seal, unseal } from '@/lib/people/seal'

const alice = { orgId: 'o1', userId: 'u1' }
const about = { kind: 'facts', subject: '2438-202611221400' }
const now = 1_763_800_000_000
const value = { name: '风电 "hourly"', count: 3 }

beforeAll(() => {
  Object.assign(process.env, {
    ENOS_API_URL: 'http://127.0.0.1:1',
    ENOS_ACCESS_KEY: 'k',
    ENOS_SECRET_KEY: 's',
    AUTH_SECRET: 'a-secret-only-for-the-unit-tests-of-flowstop',
    AUTH_URL: 'http://127.0.0.1:3000',
  })
})

const sealed = () => seal(alice, about, { value, until: now + 1 })

describe('a seal', () => {
  it('brings back what it was made of, for as long as it holds', () => {
    expect(unseal(alice, about, { text: sealed(), now })).toEqual({ ok: true, value })
    expect(unseal(alice, about, { text: sealed(), now: now + 1 })).toEqual({ ok: true, value })
    expect(unseal(alice, about, { text: sealed(), now: now + 2 })).toEqual({ ok: false, why: 'old' })
  })

  it.each([
    ['another person', { ...alice, userId: 'u2' }, about],
    ['the same number in another organization', { ...alice, orgId: 'o2' }, about],
    ['another thing', alice, { ...about, subject: '2438-202611221500' }],
    ['another kind', alice, { ...about, kind: 'facts 2' }],
    // Names that run into each other when they are simply put together.
    ['a person and a thing cut elsewhere', { orgId: 'o', userId: '1u1' }, about],
  ])('means nothing for %s', (_, person, other) => {
    expect(unseal(person, other, { text: sealed(), now })).toEqual({ ok: false, why: 'forged' })
  })

  it('means nothing once a letter of it is changed, left out or added', () => {
    const text = sealed()
    const forged = { until: now + 9, value: { ...value, count: 0 } }
    const payload = Buffer.from(JSON.stringify(forged)).toString('base64url')
    const [, mark = ''] = text.split('.')
    const wrong = [
      '',
      '.',
      'x',
      `${text}.`,
      `.${text}`,
      `${payload}.${mark}`,
      `${payload}.`,
      payload,
      mark,
      `.${mark}`,
    ]
    for (let place = 0; place < text.length; place += 7) {
      wrong.push(text.slice(0, place) + (text[place] === 'A' ? 'B' : 'A') + text.slice(place + 1))
      wrong.push(text.slice(0, place) + text.slice(place + 1))
    }
    for (const one of wrong)
      expect(unseal(alice, about, { text: one, now }), one).toEqual({ ok: false, why: 'forged' })
  })
})
