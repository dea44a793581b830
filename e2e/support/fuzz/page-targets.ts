import { bodyTexts, MARKUP, percentOddly, SCRIPT } from './payloads'
import type { Random } from './random'

const NO_RECORD = '00000000-0000-4000-8000-000000000000'
const NO_TASK = '/instances/2438-201908081020/tasks/1-201908081020'
export const PATHS = [
  '/',
  '/history',
  `/history/${NO_RECORD}`,
  '/calls',
  '/sign-in',
  '/nowhere',
  '/api/instances',
  '/api/calls',
  '/api/cancellations/open',
  `/api/cancellations/${NO_RECORD}`,
  NO_TASK,
  `/api${NO_TASK}`,
  `/api${NO_TASK}/log`,
] as const
const PARAMETERS = [
  'have',
  'cmd',
  'before',
  'next',
  'error',
  'q',
  'status',
  'callbackUrl',
  '_rsc',
  'nxtPmissing',
  '__proto__',
]

const CURSORS = [
  '0.00000000-0000-0000-0000-000000000000',
  '999999999999999.ffffffff-ffff-ffff-ffff-ffffffffffff',
  `1.${'-'.repeat(36)}`,
  `1.${'0'.repeat(36)}`,
  '9999999999999999.00000000-0000-0000-0000-000000000000',
  '-1.00000000-0000-0000-0000-000000000000',
  '1e3.00000000-0000-0000-0000-000000000000',
  `${'9'.repeat(15)}.${'f'.repeat(36)}`,
  '1.00000000-0000-0000-0000-000000000000.1',
  '.',
  '1.',
  'NaN.NaN',
]

export const WAYS_BACK = [
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/a/..//evil.example',
  '/%2f/evil.example',
  '/.//evil.example',
  'https:evil.example',
  'https:/evil.example',
  'HTTPS://EVIL.EXAMPLE',
  '///evil.example',
  '/@evil.example',
  'http://127.0.0.1.evil.example',
  'javascript:fuzzed()',
  'data:text/html,fuzzed()',
  '/sign-in?next=/sign-in',
  `/${MARKUP}`,
]

export const ODD_PATHS = [
  '//evil.example',
  '//evil.example/..',
  '/\\evil.example',
  '/%5cevil.example',
  '/%2f%2fevil.example',
  '/%2e%2e/%2e%2e/etc/passwd',
  '/..%2f..%2fetc%2fpasswd',
  '/./././',
  '/history/',
  '/history//',
  '/HISTORY',
  '/history;x=1',
  '/history%00',
  '/history%',
  '/%',
  '/%ff',
  '/%c0%ae%c0%ae/',
  '/%ed%a0%80',
  '/instances/2438-201908081020',
  '/instances/%00',
  '/instances/2438-201908081020%00',
  '/instances/2438-201908081020/..',
  '/instances/2438-201908081020/tasks/',
  '/instances/2438-201908081020/tasks/%00',
  '/instances/__proto__/tasks/constructor',
  `/api${NO_TASK}/log/`,
  `/api${NO_TASK}%00/log`,
  `/api/instances/${'1'.repeat(4_000)}-201908081020/tasks/1-201908081020/log`,
  '/history/not-a-uuid',
  `/history/${NO_RECORD}%00`,
  `/history/${NO_RECORD}/..%2f..`,
  `/history/${'-'.repeat(36)}`,
  '/api/cancellations/',
  '/api/cancellations/not-a-uuid',
  `/api/cancellations/${'f'.repeat(36)}%27%20or%201%3D1`,
  `/api/cancellations/${encodeURIComponent(SCRIPT)}`,
  '/_next/static/chunks/../../../../package.json',
  '/_next/static/nothing.js',
  '/_next/image?url=https%3A%2F%2Fevil.example%2Fx.png&w=64&q=75',
  '/_next/image?url=%2Ficon.svg&w=64&q=75',
  '/_next/image?url=%2F%2Fevil.example&w=-1&q=1e9',
  '/_next/data/build/history.json',
  '/_next/webpack-hmr',
  '/_next',
  '/_error',
  '/_not-found',
  '/404',
  '/500',
  '/favicon.ico',
  '/icon.svg',
  '/icon.svg?x',
  '/x.png',
  '/x.txt',
  '/api',
  '/api/',
  '/api/nowhere',
  '/api/instances/2438-201908081020',
  '/api/instances/2438-201908081020%00',
  '/api/instances/2438-201908081020/raw',
  '/api/instances/2438-201908081020/impact',
  '/api/instances/2438-201908081020%00/impact',
  '/api/instances/2438-201908081020/tasks',
  '/api/instances/2438-201908081020/tasks?of=7-2019080810',
  '/api/instances/2438-201908081020/tasks?of=%00,,&of=x',
  '/api/health',
  '/api/health?x=%00',
  '/.env',
  '/.git/config',
  '/package.json',
  `/${MARKUP}`,
  `/${encodeURIComponent(SCRIPT)}`,
  '/?',
  '/??',
  '/?&&&=&=',
  '/?%',
  '/?%=%',
  '/#',
  '*',
  'http://evil.example/',
  'https://evil.example/history',
  'history',
  '',
]

export function anyQuery(random: Random): string {
  const pairs = Array.from({ length: random.whole(1, 4) }, () => {
    const name = random.pick(PARAMETERS)
    return `${name}${random.chance(0.2) ? '[]' : ''}=${percentOddly(random, anyParameter(random, name))}`
  })
  // The same one again, or several hundred times.
  if (random.chance(0.3)) pairs.push(...pairs)
  if (random.chance(0.05)) pairs.push(...Array.from({ length: 500 }, () => pairs[0] ?? ''))
  return pairs.join(random.pick(['&', '&', '&', ';', '&&']))
}

function anyParameter(random: Random, name: string): string {
  if (name === 'before' && random.chance(0.6)) return random.pick(CURSORS)
  if ((name === 'next' || name === 'callbackUrl') && random.chance(0.6)) return random.pick(WAYS_BACK)
  if (random.chance(0.03)) return 'x'.repeat(random.pick([1_000, 6_000, 60_000]))
  return random.pick(bodyTexts)
}
