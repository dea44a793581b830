import { anyVisitor, type Door, type FuzzRequest, withCookie } from './door'
import { anyQuery, ODD_PATHS, PATHS, WAYS_BACK } from './page-targets'
import { bodyTexts, headerText, percentOddly, shortTexts } from './payloads'
import type { Random } from './random'

const METHODS = ['HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND', 'REPORT', 'QUERY']
const TYPES = [
  'application/json',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'multipart/form-data; boundary=',
  'multipart/form-data; boundary=x',
  'text/plain;charset=UTF-8',
  'text/plain;charset=utf-7',
  'text/x-component',
  'application/octet-stream',
  '/',
  ';;;',
  'a'.repeat(2_000),
]

/** A target that HTTP can carry: blanks and control characters would end the request line. */
function asTarget(text: string): string {
  return [...text.toWellFormed()]
    .map((letter) => (letter <= ' ' || letter === '\x7f' ? encodeURIComponent(letter) : letter))
    .join('')
}

function get(random: Random, target: string, headers: [string, string][] = []): Omit<FuzzRequest, 'as'> {
  return { method: random.chance(0.1) ? 'HEAD' : 'GET', target: asTarget(target), headers }
}

export const pageDoors: readonly Door[] = [
  {
    name: 'queries of pages and routes',
    count: 550,
    make: (random, world) => {
      const as = anyVisitor(random)
      const target = `${random.pick(PATHS)}?${anyQuery(random)}`
      return { ...get(random, target, withCookie(world, as)), as }
    },
  },
  {
    name: 'ways back after signing in',
    count: 200,
    make: (random, world) => {
      const as = anyVisitor(random)
      const next = random.chance(0.7) ? random.pick(WAYS_BACK) : random.pick(shortTexts)
      const text = random.chance(0.7) ? encodeURIComponent(next) : percentOddly(random, next)
      return { ...get(random, `/sign-in?next=${text}`, withCookie(world, as)), as }
    },
  },
  {
    name: 'odd paths',
    count: 450,
    make: (random, world) => {
      const as = anyVisitor(random)
      const path = random.chance(0.75)
        ? random.pick(ODD_PATHS)
        : `/${random.pick(['', 'history/', 'instances/', 'api/', 'api/cancellations/', 'api/auth/', '_next/'])}${percentOddly(random, random.pick(shortTexts))}`
      const target = random.chance(0.03) ? `/${'x/'.repeat(random.pick([500, 6_000, 40_000]))}` : path
      return { ...get(random, target, withCookie(world, as)), as, isMalformed: true }
    },
  },
  {
    name: 'odd methods and content types',
    count: 450,
    make: (random, world) => {
      const as = anyVisitor(random)
      const method = random.pick(METHODS)
      const body = method === 'HEAD' || random.chance(0.2) ? '' : random.pick(bodyTexts)
      return {
        as,
        method,
        target: random.pick([...PATHS, '/api/health', '/api/auth/session', '/icon.svg', '/_next/image']),
        headers: [...withCookie(world, as), ['Content-Type', random.pick(TYPES)]],
        body,
        isChunked: random.chance(0.2),
      }
    },
  },
  {
    name: 'cookies, languages and zones',
    count: 350,
    make: (random, world) => {
      const text = headerText(random.pick(shortTexts))
      const long = 'x'.repeat(random.pick([100, 4_000, 12_000]))
      const session = world.cookies['signed in']
      const garbled = random.pick([
        `flowstop.session=${text}`,
        `flowstop.session=${long}`,
        `flowstop.session=${session.slice(20, 120)}`,
        `${session}x`,
        session.toUpperCase(),
        `flowstop.session=a; ${session}`,
        `${session}; flowstop.session=b`,
        `__Host-flowstop.session=${text}; flowstop.session.0=${text}`,
        `flowstop.locale=${text}; flowstop.zone=${text}; ${session}`,
        `flowstop.zone=${encodeURIComponent(text)}; ${session}`,
        `flowstop.zone=${random.pick(['%', '%ff', 'Etc/GMT+99', '+25:00', 'America/Nowhere', 'x'.repeat(65)])}; ${session}`,
        `flowstop.zone=${random.pick(['UTC', '+05:30', 'Asia/Kathmandu', 'EST5EDT'])}; ${session}`,
        `;;;=;=${text};,;${session}`,
        `__proto__=1; constructor=2; ${session}`,
        `next-auth.callback-url=${text}; ${session}`,
        Array.from({ length: 150 }, (_, n) => `c${n}=${n}`).join('; '),
      ])
      const languages = random.pick([
        text,
        '*',
        'zh;q=NaN,en;q=1e999',
        'en;q=-1,zh-TW;q=0.1;q=9',
        ','.repeat(2_000),
        'x-klingon',
        'zh_CN.UTF-8',
      ])
      const headers: [string, string][] = [
        ['Cookie', garbled],
        ['Accept-Language', languages],
      ]
      if (random.chance(0.2)) headers.push(['Cookie', garbled])
      return { ...get(random, random.pick(PATHS), headers), as: 'nobody' }
    },
  },
]
