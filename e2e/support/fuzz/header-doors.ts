import { anyVisitor, type Door, withCookie } from './door'
import { deepJson, headerText, MARKUP, shortTexts } from './payloads'
import type { Random } from './random'

const TARGETS = [
  '/',
  '/history',
  '/sign-in',
  '/nowhere',
  '/api/instances',
  '/api/health',
  '/api/auth/session',
]

const ROUTER_STATES = [
  '',
  '%',
  'null',
  '[]',
  '{}',
  '"x"',
  '[["",{}]]',
  '["",{"children":["__PAGE__",{}]},null,null,true]',
  '["",{"children":["history",{"children":["__PAGE__",{}]}]},null,"refetch"]',
  '["",{"__proto__":["x",{}]}]',
  '["",{"children":[["missing","a","c"],{}]}]',
  '["",{"children":5}]',
  deepJson(400, 'array'),
  `["",${deepJson(300, 'object', '["",{}]')}]`,
  'x'.repeat(12_000),
]

const ODD_HEADERS: readonly ((random: Random) => [string, string][])[] = [
  (random) => [
    ['RSC', '1'],
    ['Next-Router-State-Tree', anyState(random)],
  ],
  (random) => [['Next-Router-State-Tree', anyState(random)]],
  (random) => [
    ['RSC', anyText(random)],
    ['Next-Router-Prefetch', random.pick(['1', '2', anyText(random)])],
  ],
  (random) => [
    ['RSC', '1'],
    ['Next-Router-Prefetch', '1'],
    ['Next-Router-Segment-Prefetch', random.pick(['/_tree', '/_index', '/../..', anyText(random)])],
  ],
  (random) => [
    ['RSC', '1'],
    ['Next-Url', random.pick(['/', '//evil.example', anyText(random)])],
  ],
  (random) => [['Host', random.pick(['evil.example', '', 'evil.example:80@x', '[::1', anyText(random)])]],
  (random) => [['X-Forwarded-Host', random.pick(['evil.example', 'a, b', anyText(random)])]],
  (random) => [
    ['X-Forwarded-Proto', random.pick(['https', 'javascript', 'https,http', anyText(random)])],
    ['X-Forwarded-Port', anyText(random)],
  ],
  (random) => [['X-Forwarded-For', random.pick(['127.0.0.1', '::1, evil', anyText(random)])]],
  (random) => [['Forwarded', `host=evil.example;proto=${anyText(random)}`]],
  (random) => [['Origin', random.pick(['null', 'https://evil.example', 'x', ':', anyText(random)])]],
  (random) => [['Referer', random.pick(['https://evil.example/', anyText(random)])]],
  (random) => [['X-Flowstop-Path', random.pick(['//evil.example', anyText(random)])]],
  (random) => [
    ['X-Middleware-Subrequest', random.pick(['proxy', 'middleware:middleware', 'src/middleware'])],
  ],
  (random) => [['X-Middleware-Rewrite', random.pick(['/history', 'https://evil.example', anyText(random)])]],
  (random) => [
    ['X-Middleware-Next', '1'],
    ['X-Middleware-Set-Cookie', anyText(random)],
  ],
  (random) => [
    ['X-Middleware-Override-Headers', 'cookie'],
    ['X-Middleware-Request-Cookie', anyText(random)],
  ],
  (random) => [
    ['X-Invoke-Path', random.pick(['/history', anyText(random)])],
    ['X-Invoke-Status', '500'],
  ],
  (random) => [['X-Matched-Path', random.pick(['/history', '/[...missing]', anyText(random)])]],
  (random) => [['X-Now-Route-Matches', random.pick(['1=x', anyText(random)])]],
  (random) => [
    ['X-Nextjs-Data', '1'],
    ['Purpose', anyText(random)],
  ],
  (random) => [
    ['Next-Resume', '1'],
    ['X-Next-Resume-State-Length', anyText(random)],
  ],
  (random) => [
    ['X-Nextjs-Html-Request-Id', anyText(random)],
    ['X-Nextjs-Request-Id', anyText(random)],
  ],
  (random) => [
    ['X-Original-Url', '/history'],
    ['X-Rewrite-Url', anyText(random)],
  ],
  (random) => [['X-Http-Method-Override', random.pick(['DELETE', anyText(random)])]],
  (random) => [['Accept', random.pick(['text/x-component', '*/*;q=x', anyText(random)])]],
  (random) => [['Accept-Encoding', random.pick(['*;q=0', 'x'.repeat(3_000)])]],
  (random) => [['Range', random.pick(['bytes=0-', 'bytes=-1', 'bytes=9-1', anyText(random)])]],
  (random) => [
    ['If-None-Match', anyText(random)],
    ['If-Modified-Since', anyText(random)],
  ],
  (random) => [['Authorization', `Bearer ${anyText(random)}`]],
  (random) => [['Expect', random.pick(['100-continue', 'x'])]],
  (random) => [
    ['Upgrade', random.pick(['websocket', 'h2c'])],
    ['Connection', 'Upgrade'],
  ],
  (random) => [['User-Agent', `${MARKUP}${anyText(random)}`]],
  (random) => [['X-Long', 'x'.repeat(random.pick([1_000, 10_000, 30_000, 200_000]))]],
  () => Array.from({ length: 300 }, (_, n): [string, string] => [`X-Many-${n}`, String(n)]),
]

function anyText(random: Random): string {
  return headerText(random.pick(shortTexts))
}

function anyState(random: Random): string {
  const text = random.chance(0.8) ? random.pick(ROUTER_STATES) : anyText(random)
  return random.chance(0.5) ? encodeURIComponent(text) : text
}

/** What no HTTP client would send. */
const BROKEN: readonly ((random: Random) => {
  method: string
  target: string
  headers: [string, string][]
  body?: string
})[] = [
  () => ({ method: 'GET', target: '/ HTTP/1.1\r\nHost: evil.example\r\n\r\nGET /', headers: [] }),
  () => ({ method: 'G\0T', target: '/', headers: [] }),
  () => ({ method: 'GET', target: '/a b c', headers: [] }),
  () => ({ method: 'GET', target: '/\0', headers: [] }),
  () => ({ method: 'GET', target: '/', headers: [['X\0', '1']] }),
  () => ({ method: 'GET', target: '/', headers: [['X', 'a\rb']] }),
  () => ({ method: 'GET', target: '/', headers: [['Bad Name', '1']] }),
  () => ({ method: 'POST', target: '/', headers: [['Content-Length', '-1']], body: 'x' }),
  () => ({ method: 'POST', target: '/', headers: [['Content-Length', '1e3']], body: 'x' }),
  () => ({ method: 'POST', target: '/', headers: [['Content-Length', '5']], body: 'x' }),
  () => ({
    method: 'POST',
    target: '/',
    headers: [
      ['Content-Length', '1'],
      ['Content-Length', '2'],
    ],
    body: 'xx',
  }),
  () => ({
    method: 'POST',
    target: '/',
    headers: [
      ['Transfer-Encoding', 'chunked'],
      ['Content-Length', '3'],
    ],
    body: '0\r\n\r\n',
  }),
  () => ({ method: 'POST', target: '/', headers: [['Transfer-Encoding', 'chunked']], body: 'zz\r\nx\r\n' }),
  () => ({ method: 'POST', target: '/', headers: [['Transfer-Encoding', 'gzip, x']], body: 'x' }),
  () => ({ method: 'CONNECT', target: 'evil.example:443', headers: [] }),
  () => ({ method: 'get', target: '/', headers: [] }),
  (random) => ({ method: 'GET', target: `/${'x'.repeat(random.pick([20_000, 200_000]))}`, headers: [] }),
]

export const headerDoors: readonly Door[] = [
  {
    name: 'headers of routers, proxies and clients',
    count: 450,
    make: (random, world) => {
      const as = anyVisitor(random)
      const odd = random.pick(ODD_HEADERS)(random)
      if (random.chance(0.2)) odd.push(...random.pick(ODD_HEADERS)(random))
      if (random.chance(0.1)) odd.push(...odd.slice(0, 1))
      return {
        as,
        method: 'GET',
        target: random.pick(TARGETS),
        headers: [...withCookie(world, as), ...odd],
        isMalformed: true,
      }
    },
  },
  {
    name: 'broken HTTP',
    count: 150,
    make: (random, world) => {
      const broken = random.pick(BROKEN)(random)
      const headers = [...withCookie(world, 'signed in'), ...broken.headers]
      return { ...broken, headers, as: 'signed in', isMalformed: true, isCutShort: true }
    },
  },
]
