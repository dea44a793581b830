/** The colours that there are tokens for; whatever a log asks for becomes the nearest of them. */
export type Ink = 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'cyan' | 'grey' | 'text'

export type Style = {
  readonly ink: Ink | null
  readonly paper: Ink | null
  readonly isBold: boolean
  readonly isDim: boolean
  readonly isItalic: boolean
  readonly isUnderlined: boolean
  readonly isStruck: boolean
  readonly isReversed: boolean
}

export const PLAIN: Style = {
  ink: null,
  paper: null,
  isBold: false,
  isDim: false,
  isItalic: false,
  isUnderlined: false,
  isStruck: false,
  isReversed: false,
}

// Black on a dark page and white on a light one would be gone: they become the two greys that can be read on both.
const NAMED = ['grey', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'text'] as const satisfies Ink[]

const ONE: ReadonlyMap<number, Partial<Style>> = new Map<number, Partial<Style>>([
  [1, { isBold: true }],
  [2, { isDim: true }],
  [3, { isItalic: true }],
  [4, { isUnderlined: true }],
  [7, { isReversed: true }],
  [9, { isStruck: true }],
  [21, { isUnderlined: true }],
  [22, { isBold: false, isDim: false }],
  [23, { isItalic: false }],
  [24, { isUnderlined: false }],
  [27, { isReversed: false }],
  [29, { isStruck: false }],
  [39, { ink: null }],
  [49, { paper: null }],
])

const known = new WeakMap<Style, Map<string, Style>>()
/** No log means to use that many; a hostile one need not fill the memory. */
const MOST_KNOWN = 1_000

/** The style after one `ESC [ … m`. Concealed and blinking text is shown like any other: a log hides nothing. */
export function restyle(style: Style, parameters: string): Style {
  const after = known.get(style) ?? new Map<string, Style>()
  const next = after.get(parameters) ?? readStyle(style, parameters)
  if (after.size < MOST_KNOWN) known.set(style, after.set(parameters, next))
  return next
}

function readStyle(style: Style, parameters: string): Style {
  let next = style
  const fields = parameters.split(';')
  for (let n = 0; n < fields.length; n++) {
    const [first = '', ...inner] = (fields[n] ?? '').split(':')
    const code = first === '' ? 0 : Number(first)
    if (code === 38 || code === 48) {
      const given = inner.length > 0 ? inner : fields.slice(n + 1, n + 5)
      const { ink, used } = readColour(given)
      if (inner.length === 0) n += used
      if (ink !== null) next = change(next, code === 38 ? { ink } : { paper: ink })
    } else if (code === 4 && inner[0] === '0') {
      next = change(next, { isUnderlined: false })
    } else {
      next = code === 0 ? PLAIN : change(next, ONE.get(code) ?? namedColour(code))
    }
  }
  return next
}

/** What comes to the same is the same object, so that runs that look alike can be drawn as one. */
function change(style: Style, patch: Partial<Style>): Style {
  const next = { ...style, ...patch }
  if (isSame(next, style)) return style
  return isSame(next, PLAIN) ? PLAIN : next
}

function isSame(one: Style, other: Style): boolean {
  return (Object.keys(PLAIN) as (keyof Style)[]).every((key) => one[key] === other[key])
}

function namedColour(code: number): Partial<Style> {
  const name = NAMED[code % 10]
  if (name === undefined) return {}
  const tens = Math.floor(code / 10)
  // A bright black is a grey in every terminal, and a bright white is white.
  if (tens === 3 || tens === 9) return { ink: name }
  return tens === 4 || tens === 10 ? { paper: name } : {}
}

/** `5;n`, `2;r;g;b`, or with colons `2:space:r:g:b`; `used`: how many of the fields it took. */
function readColour(fields: readonly string[]): { ink: Ink | null; used: number } {
  if (fields[0] === '5') return { ink: tableColour(Number(fields[1] || 0)), used: 2 }
  // Nobody can say how many fields belong to a kind that is not known.
  if (fields[0] !== '2') return { ink: null, used: Number.POSITIVE_INFINITY }
  const rgb = fields.slice(fields.length > 4 ? 2 : 1).map((field) => Number(field || 0))
  const [r = 0, g = 0, b = 0] = rgb
  return { ink: nearestInk(r, g, b), used: 4 }
}

const LEVELS = [0, 95, 135, 175, 215, 255]

function tableColour(index: number): Ink | null {
  if (index < 16) return NAMED[index % 8] ?? null
  if (index > 255) return null
  if (index >= 232) return index < 244 ? 'grey' : 'text'
  const level = (step: number): number => LEVELS[step % 6] ?? 0
  const cube = index - 16
  return nearestInk(level(Math.floor(cube / 36)), level(Math.floor(cube / 6)), level(cube))
}

/** By hue, sixty degrees to each; what has hardly any is a grey. */
const HUES = ['red', 'yellow', 'green', 'cyan', 'blue', 'magenta'] as const

function nearestInk(r: number, g: number, b: number): Ink {
  const most = Math.max(r, g, b)
  const spread = most - Math.min(r, g, b)
  if (spread < 48) return most < 128 ? 'grey' : 'text'
  const sixth = most === r ? (g - b) / spread : most === g ? 2 + (b - r) / spread : 4 + (r - g) / spread
  return HUES[(Math.round(sixth) + 6) % 6] ?? 'text'
}
