import { type Random, randomFrom } from './random'

/** A tag that runs this if any page writes it out unescaped: searched for in every HTML answer. */
export const MARKUP = '<img src=x onerror=fuzzed()>'
export const SCRIPT = '</script><script>fuzzed()</script>'

/** Characters that fit into one request line or header as they are. */
export const shortTexts: readonly string[] = [
  '',
  ' ',
  '0',
  '-1',
  'null',
  'undefined',
  'NaN',
  'true',
  '[]',
  '{}',
  '[object Object]',
  '1e999',
  '9'.repeat(400),
  '-9007199254740993',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'then',
  '$ACTION_ID_',
  '../../../../etc/passwd',
  '..\\..\\boot.ini',
  'C:\\',
  '//evil.example',
  '/\\evil.example',
  'https://evil.example/',
  'javascript:fuzzed()',
  'data:text/html,<script>fuzzed()</script>',
  "' or '1'='1' --",
  "'; drop table cancellations; --",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the text itself is the payload.
  '${7*7}{{7*7}}<%= 7*7 %>#{7*7}',
  MARKUP,
  SCRIPT,
  `"${MARKUP}`,
  `'${MARKUP}`,
  `"><svg/onload=fuzzed()>`,
  "' onfocus=fuzzed() autofocus='",
  'مرحبا بالعالم',
  '\u202Etxt.exe\u202C',
  '\u200B\uFEFF\u2066x\u2069',
  '👩‍👩‍👧‍👦🏳️‍🌈🇨🇳',
  '𝕎𝕀ℕ𝔻',
  'Ž̵̨̛͙̗a̴͓̐l̷̰̈́g̶̣̍o̵̰̓',
  '光伏日报',
  '２４３８－２０１９０８０８１０２０',
  'İıſK',
  '\u2028\u2029',
]

/** Texts that only a body can carry: NUL, lone surrogates, line breaks, control characters, very long ones. */
export const bodyTexts: readonly string[] = [
  ...shortTexts,
  '\0',
  'a\0b',
  '\ud800',
  'x\udfff',
  '\udc00\ud800',
  '\r\nX-Fuzzed: 1\r\n\r\n<h1>split</h1>',
  '\u0001\u0007\u001b[31mred\u001b[0m\u007f\u0085',
  '\t\n\v\f\r',
  '$1',
  '$undefined',
  '$F1',
  '$h1',
  '$K1',
  '$@1',
  '$Q1',
  '$W1',
  '$i1',
  '$T',
  '$B1',
  '$R1',
  '$r1',
  '$X1',
  '$x1',
  '$A1',
  '$n1',
  `$n${'9'.repeat(301)}`,
  '$n0x',
  '$D2026-01-01T00:00:00.000Z',
  '$Dnever',
  '$N',
  '$I',
  '$-0',
  '$-Infinity',
  '$0',
  '$0:0:0',
  '$1:__proto__:constructor',
  '$$1',
  '$',
  'x'.repeat(1_001),
  'é'.repeat(10_000),
  '\ud83d'.repeat(2_000),
  MARKUP.repeat(400),
]

const numbers: readonly number[] = [
  0,
  -0,
  1,
  -1,
  1.5,
  1e-320,
  1e308,
  -1e308,
  2 ** 31,
  2 ** 53,
  -(2 ** 53) - 1,
  Number.MAX_VALUE,
]

const keys: readonly string[] = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'toJSON',
  'then',
  'length',
  'flowInstId',
  'userId',
  'orgId',
  'owner',
  '0',
  '',
  '$',
  '\0',
  MARKUP,
]

/** Any JSON value, as text: JSON can say what no object literal can, such as an own key named `__proto__`. */
export function anyJson(random: Random, depth = 3): string {
  const kind = random.whole(0, depth > 0 ? 6 : 4)
  switch (kind) {
    case 0:
      return random.pick(['null', 'true', 'false', '-0', '1e999', '-1e999', '1E400', '0.1e-999'])
    case 1:
      return String(random.pick(numbers))
    case 2:
    case 3:
    case 4:
      return JSON.stringify(random.pick(bodyTexts))
    case 5: {
      const items = Array.from({ length: random.whole(0, 4) }, () => anyJson(random, depth - 1))
      return `[${items.join(',')}]`
    }
    default: {
      const entries = Array.from(
        { length: random.whole(0, 4) },
        () => `${JSON.stringify(random.pick(keys))}:${anyJson(random, depth - 1)}`,
      )
      return `{${entries.join(',')}}`
    }
  }
}

/** `[[[…]]]` or `{"a":{"a":…}}`. */
export function deepJson(levels: number, shape: 'array' | 'object', inner = '1'): string {
  const [open, close] = shape === 'array' ? ['[', ']'] : ['{"a":', '}']
  return open.repeat(levels) + inner + close.repeat(levels)
}

/** Ids that are almost the one given, and must name no instance. */
export function nearIds(id: string): string[] {
  const [flow = '', digits = ''] = id.split('-')
  return [
    ` ${id}`,
    `${id} `,
    `${id}\n`,
    `${id}\0`,
    `${id};`,
    `${id}-1`,
    `0${id}`,
    `+${id}`,
    `-${id}`,
    id.replace('-', '−'),
    id.replace('-', '%2D'),
    id.replace('-', '--'),
    id.replace('-', ''),
    `${id}' or 1=1`,
    `${id}&userId=u1`,
    `${id}/../${id}`,
    `${flow}-`,
    `-${digits}`,
    `${flow}-${digits.slice(0, 7)}`,
    `${flow}-${digits.repeat(4)}`,
    `${'9'.repeat(90)}-${digits}`,
    `${'9'.repeat(200)}-${digits}`,
    [...id].map((letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0)).join(''),
    `t_${flow}`,
    flow,
    '',
  ]
}

/** A text with some of its characters percent-encoded, wrongly encoded, or encoded twice. */
export function percentOddly(random: Random, text: string): string {
  const once = encodeURIComponent(text.toWellFormed())
  switch (random.whole(0, 6)) {
    case 0:
      return once
    case 1:
      return encodeURIComponent(once)
    case 2:
      return `${once}%`
    case 3:
      return `${once}%zz`
    case 4:
      return `${once}%00`
    case 5:
      return `%ff%fe${once}%c0%ae`
    default:
      return `${once}%ed%a0%80`
  }
}

/** A text that may stand in a header: no line breaks; beyond Latin-1 its UTF-8 bytes go out as they are. */
export function headerText(text: string): string {
  return text.toWellFormed().replaceAll(/[\0\r\n]/g, '')
}

/** A key for a cancel that is the same for the same seed. */
export function uuidFrom(seed: number): string {
  const random = randomFrom(seed)
  const hex = (length: number): string =>
    Array.from({ length }, () => random.whole(0, 15).toString(16)).join('')
  return `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`
}
