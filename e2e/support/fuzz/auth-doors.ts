import { type Door, VISITORS, withCookie } from './door'
import { multipart } from './flight'
import { anyJson, bodyTexts, headerText, percentOddly, shortTexts } from './payloads'
import type { Random } from './random'

const ROUTES = [
  'signin',
  'signin/enos',
  'signin/nobody',
  'signin/__proto__',
  'callback',
  'callback/enos',
  'callback/enos/more',
  'callback/google',
  'callback/constructor',
  'signout',
  'session',
  'csrf',
  'providers',
  'error',
  'verify-request',
  '_log',
  'nowhere',
  '__proto__',
  'toString',
] as const

/** They begin like a route of next-auth, and end elsewhere. */
const DETOURS = [
  '../../',
  '%2e%2e/%2e%2e/',
  '%2E%2e/.%2e/history',
  '%252e%252e/%252e%252e/',
  '..%2f..%2f',
  '..\\..\\',
  '..%5c..%5c',
  'signout/../../../',
  'callback/enos/%2e%2e/%2e%2e/%2e%2e/%2e%2e/',
  'signout/.',
  'signout/',
  'signout;x=1',
  'signout#/',
  'signout%2f',
  '/signout',
  './signout',
  '.%09./.%09./',
] as const

const PREFIXES = [
  '/api/auth/',
  '/api/auth/',
  '/api%2fauth%2f',
  '/api%2fauth/',
  '/%61pi/auth/',
  '/API/auth/',
] as const

const URLS = [
  'https://evil.example/',
  '//evil.example',
  '/\\evil.example',
  'evil.example',
  'javascript:fuzzed()',
  'http://[',
  'https://',
  '/history',
  ':',
  '%',
]

const FIELDS = ['csrfToken', 'username', 'password', 'json', 'callbackUrl', 'redirect', 'error', '__proto__']

/** What our own pages ask for: the rest is refused before next-auth sees it. */
const ASKED = ['callback/enos', 'callback/enos', 'signout'] as const

function anyValue(random: Random, field: string): string {
  if (field === 'callbackUrl') return random.pick(random.chance(0.7) ? URLS : shortTexts)
  if (field === 'json') return random.pick(['true', 'false', '', '1'])
  return random.chance(0.05) ? 'x'.repeat(random.pick([201, 5_000, 100_000])) : random.pick(bodyTexts)
}

function form(random: Random, token: string): string {
  const pairs = FIELDS.filter(() => random.chance(0.6)).map((name) => [name, anyValue(random, name)] as const)
  if (random.chance(0.7)) pairs.push(['csrfToken', token])
  const text = pairs.map(([name, value]) =>
    random.chance(0.9)
      ? `${name}=${encodeURIComponent(value.toWellFormed())}`
      : `${name}=${percentOddly(random, value)}`,
  )
  return text.join('&')
}

function json(random: Random): string {
  if (random.chance(0.3)) return random.pick(['', '{', 'null', '[]', '5', '"x"', '{"a":', anyJson(random)])
  const pairs = FIELDS.filter(() => random.chance(0.6)).map(
    (name) =>
      `${JSON.stringify(name)}:${random.chance(0.5) ? anyJson(random) : JSON.stringify(anyValue(random, name))}`,
  )
  return `{${pairs.join(',')}}`
}

function query(random: Random): string {
  const names = random.chance(0.5) ? [] : FIELDS.filter(() => random.chance(0.4))
  const pairs = names.map((name) => `${name}=${percentOddly(random, anyValue(random, name).slice(0, 3_000))}`)
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`
}

export const authDoors: readonly Door[] = [
  {
    name: 'routes of next-auth, read',
    count: 400,
    make: (random, world) => {
      const as = random.pick(VISITORS)
      const cookie = random.chance(0.2)
        ? ([
            [
              'Cookie',
              `next-auth.callback-url=${headerText(random.pick(URLS))}; next-auth.csrf-token=${random.pick(['x', 'a|b', '%7C'])}`,
            ],
          ] as [string, string][])
        : withCookie(world, as)
      return {
        as,
        method: random.pick(['GET', 'GET', 'GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE']),
        target: `/api/auth/${random.pick(ROUTES)}${query(random)}`,
        headers: cookie,
      }
    },
  },
  {
    name: 'routes of next-auth, written',
    count: 450,
    make: (random, world) => {
      // Never as who is signed in elsewhere: signing out is what one of these routes is for.
      const as = random.pick(['nobody', 'ended session'] as const)
      const isJson = random.chance(0.3)
      const cookie = `${world.csrf.cookie}; ${world.cookies[as]}`
      const type = random.chance(0.85)
        ? isJson
          ? 'application/json'
          : 'application/x-www-form-urlencoded'
        : random.pick([
            '',
            'text/plain',
            'multipart/form-data; boundary=b',
            'application/json;charset=utf-16',
          ])
      return {
        as,
        method: 'POST',
        target: `/api/auth/${random.pick(random.chance(0.6) ? ASKED : ROUTES)}${query(random)}`,
        headers: [
          ['Cookie', cookie],
          ['Content-Type', type],
          ['X-Forwarded-For', anyAddress(random)],
        ],
        body: isJson ? json(random) : form(random, world.csrf.token),
        isChunked: random.chance(0.1),
      }
    },
  },
  {
    name: 'routes of next-auth, by detours',
    count: 300,
    make: (random, world) => {
      const as = random.pick(VISITORS)
      const target = `${random.pick(PREFIXES)}${random.pick(DETOURS)}${random.chance(0.2) ? query(random) : ''}`
      const call: [string, string][] = random.chance(0.2) ? [['Next-Action', world.actions.cancel]] : []
      if (random.chance(0.3)) return { as, method: 'GET', target, headers: withCookie(world, as) }
      const { type, body } = multipart(random, world)
      return {
        as,
        method: 'POST',
        target,
        headers: [...withCookie(world, as), ...call, ['Content-Type', type]],
        body,
      }
    },
  },
]

function anyAddress(random: Random): string {
  return `10.${random.whole(0, 255)}.${random.whole(0, 255)}.${random.whole(1, 254)}`
}
