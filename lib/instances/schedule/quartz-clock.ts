import 'server-only'
import { Cron } from 'croner'
import { readQuartz } from '@/lib/instances/schedule/quartz'

/** The years that Quartz knows. */
const FIRST_YEAR = 1970
const LAST_YEAR = 2099
/** As many years are looked through; a 29 February that is a Sunday comes within them. */
const MOST_YEARS = 30

const YEARS = /^(?:\*|(\d{4})(?:-(\d{4}))?)(?:\/(\d{1,3}))?$/

/** The times of a Quartz cron by one clock; they are written as if they were UTC, so that croner knows nothing of zones. */
export type QuartzClock = {
  /** The first after a time; null where there is none. */
  next: (after: number) => number | null
  /** Whether a time is one of them. */
  has: (digits: number) => boolean
}

/** Null for what is no Quartz cron. From `from` on, for some decades: what never comes is not looked for without end. */
export function quartzClock(cron: string, from: number): QuartzClock | null {
  const fields = readQuartz(cron)
  const years = fields && yearsOf(fields[6] ?? '*', new Date(from).getUTCFullYear())
  if (!fields || !years) return null
  if (years.length === 0) return { next: () => null, has: () => false }
  try {
    const quartz = { mode: '7-part', alternativeWeekdays: true, sloppyRanges: true } as const
    const pattern = [...fields.slice(0, 6), years.join(',')].join(' ')
    const runs = new Cron(pattern, { ...quartz, paused: true, timezone: 'UTC' })
    return {
      next: (after) => runs.nextRun(new Date(after))?.getTime() ?? null,
      has: (digits) => runs.match(new Date(digits)),
    }
  } catch {
    return null
  }
}

/** The next years of a field, `from` among them if it is meant; null for what Quartz would not take. */
function yearsOf(word: string, from: number): number[] | null {
  const years = new Set<number>()
  for (const part of word.split(',')) {
    const [matched, first, last = first, every] = YEARS.exec(part) ?? []
    if (matched === undefined) return null
    const start = Number(first ?? FIRST_YEAR)
    // `2026/2` goes on to the end, as does `*`.
    const end = first === undefined || (every !== undefined && !part.includes('-')) ? LAST_YEAR : Number(last)
    const step = Number(every ?? 1)
    if (start < FIRST_YEAR || end > LAST_YEAR || start > end || step === 0) return null
    for (let year = start; year <= end; year += step) if (year >= from) years.add(year)
  }
  return [...years].sort((a, b) => a - b).slice(0, MOST_YEARS)
}
