import type { Config } from 'tailwindcss'

const STATUS_HUES = [
  'running',
  'succeeded',
  'failed',
  'timed-out',
  'waiting',
  'initializing',
  'suspended',
  'rerunning',
  'cancelling',
  'neutral',
]

/** Names for the variables of app/globals.css; there are no other colours. */
export default {
  theme: {
    colors: {
      transparent: 'transparent',
      current: 'currentColor',
      bg: 'var(--bg)',
      surface: 'var(--surface)',
      raised: 'var(--raised)',
      line: 'var(--border)',
      'line-strong': 'var(--border-strong)',
      text: 'var(--text)',
      muted: 'var(--muted)',
      accent: 'var(--accent)',
      'on-accent': 'var(--on-accent)',
      danger: 'var(--danger)',
      'on-danger': 'var(--on-danger)',
      scrim: 'var(--scrim)',
      ...Object.fromEntries(STATUS_HUES.map((hue) => [hue, `var(--${hue})`])),
    },
    fontFamily: {
      sans: [
        '"Inter Variable"',
        'system-ui',
        '"PingFang SC"',
        '"Microsoft YaHei"',
        '"Noto Sans SC"',
        '"Noto Sans CJK SC"',
        'sans-serif',
      ],
      mono: [
        '"JetBrains Mono Variable"',
        'ui-monospace',
        '"SFMono-Regular"',
        'Menlo',
        'Consolas',
        'monospace',
      ],
    },
    fontSize: {
      meta: ['12px', '1.4'],
      table: ['13px', '1.4'],
      body: ['14px', '1.4'],
      title: ['16px', '1.4'],
      page: ['20px', '1.3'],
      headline: ['28px', '1.2'],
    },
  },
} satisfies Config
