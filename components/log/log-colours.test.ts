import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

type Rgb = readonly [number, number, number]

const css = readFileSync('app/globals.css', 'utf8')
const dark = css.slice(css.indexOf('prefers-color-scheme: dark'), css.indexOf('@layer base'))
const light = css.slice(0, css.indexOf('prefers-color-scheme: dark'))

/** From OKLCH to sRGB with its curve, each 0 to 1. */
function colourOf(scheme: string, token: string): Rgb {
  const [l = 0, c = 0, h = 0] =
    new RegExp(`--${token}: oklch\\(([\\d.]+) ([\\d.]+) ([\\d.]+)\\)`).exec(scheme)?.slice(1).map(Number) ??
    new RegExp(`--${token}: oklch\\(([\\d.]+) 0 0\\)`).exec(scheme)?.slice(1).map(Number) ??
    []
  expect([token, l > 0]).toEqual([token, true])
  const angle = (h * Math.PI) / 180
  const [a, b] = [c * Math.cos(angle), c * Math.sin(angle)]
  const cone = (x: number, y: number): number => (l + x * a + y * b) ** 3
  const [L, M, S] = [
    cone(0.3963377774, 0.2158037573),
    cone(-0.1055613458, -0.0638541728),
    cone(-0.0894841775, -1.291485548),
  ]
  const linear = [
    4.0767416621 * L - 3.3077115913 * M + 0.2309699292 * S,
    -1.2684380046 * L + 2.6097574011 * M - 0.3413193965 * S,
    -0.0041960863 * L - 0.7034186147 * M + 1.707614701 * S,
  ]
  return linear.map((value) => {
    const within = Math.min(1, Math.max(0, value))
    return within <= 0.0031308 ? 12.92 * within : 1.055 * within ** (1 / 2.4) - 0.055
  }) as unknown as Rgb
}

function over(below: Rgb, above: Rgb, share: number): Rgb {
  return below.map((value, n) => value * (1 - share) + (above[n] ?? 0) * share) as unknown as Rgb
}

function contrast(one: Rgb, other: Rgb): number {
  const luminance = (rgb: Rgb): number => {
    const [r = 0, g = 0, b = 0] = rgb.map((value) =>
      value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
    )
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}

const PAPERS = ['failed', 'succeeded', 'waiting', 'running', 'suspended', 'rerunning', 'neutral']
const INKS = [...PAPERS.slice(0, -1), 'muted', 'text']

describe.each([
  ['light', light],
  ['dark', dark],
])('the colours of a log, %s', (_, scheme) => {
  const surface = colourOf(scheme, 'surface')
  // As log-row.tsx draws them: twelve percent of a hue, on a line that may be pointed to.
  const grounds: [name: string, Rgb][] = [surface, over(surface, colourOf(scheme, 'accent'), 0.1)].flatMap(
    (ground, n): [string, Rgb][] => [
      [`ground ${n}`, ground],
      ...PAPERS.map((paper): [string, Rgb] => [
        `${paper} on ground ${n}`,
        over(ground, colourOf(scheme, paper), 0.12),
      ]),
    ],
  )

  it.each(INKS)('%s can be read on every paper', (ink) => {
    // Grey is drawn on coloured papers as text.
    for (const [name, ground] of ink === 'muted'
      ? grounds.filter(([one]) => one.startsWith('ground'))
      : grounds)
      expect([name, Math.floor(contrast(colourOf(scheme, ink), ground) * 100) / 100 >= 4.5]).toEqual([
        name,
        true,
      ])
  })

  it('what was found can be read', () => {
    const found = over(surface, colourOf(scheme, 'waiting'), 0.25)
    expect(contrast(colourOf(scheme, 'text'), found)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(colourOf(scheme, 'on-accent'), colourOf(scheme, 'accent'))).toBeGreaterThanOrEqual(4.5)
  })
})
