import 'server-only'

/** Far more than any schedule needs; what is longer was not written by EnOS. */
const LONGEST = 200

const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']

/** Second, minute, hour, day of month, month, day of week: its values in Quartz, and the names of them. */
const FIELDS = [
  { from: 0, to: 59, names: [] },
  { from: 0, to: 59, names: [] },
  { from: 0, to: 23, names: [] },
  { from: 1, to: 31, names: [] },
  { from: 1, to: 12, names: MONTHS },
  { from: 1, to: 7, names: DAYS },
] as const

const WORD = /^[\dA-Z*?,\-/#]+$/
const RANGE = /^(\d{1,2})-(\d{1,2})(?:\/(\d{1,2}))?$/

/**
 * The seven fields of a Quartz cron (enos-api.md 5.2) as croner means them, or null where Quartz would not take it:
 * 1 is Sunday, a lone `L` in the week is Saturday, a range may run over its end, and only one of the two fields of days
 * may say something.
 */
export function readQuartz(cron: string): string[] | null {
  if (cron.length > LONGEST) return null
  const words = cron.trim().toUpperCase().split(/\s+/)
  if (words.length === 6) words.push('*')
  if (words.length !== 7 || !words.every((word) => WORD.test(word))) return null
  const [day = '', week = ''] = [words[3], words[5]]
  const saysNothing = (word: string) => word === '?' || word === '*'
  if (!saysNothing(day) && !saysNothing(week)) return null
  if (words.some((word, place) => word.includes('?') && (word !== '?' || (place !== 3 && place !== 5))))
    return null
  const fields = FIELDS.map((field, place) => readField(words[place] ?? '', field))
  if (week === 'L') fields[5] = '7'
  if (/(?:^|[,-])[089]/.test(fields[5] ?? '')) return null
  return [...fields, words[6] ?? '*']
}

type Field = (typeof FIELDS)[number]

function readField(word: string, field: Field): string {
  return word
    .split(',')
    .map((part) => part.replace(/[A-Z]{3}/g, (name) => numberOf(name, field)))
    .map((part) => unroll(part, field))
    .join(',')
}

function numberOf(name: string, { from, names }: Field): string {
  const place = (names as readonly string[]).indexOf(name)
  return place < 0 ? name : String(place + from)
}

/** `FRI-MON` or `22-2` as the list that it means. */
function unroll(part: string, { from, to }: Field): string {
  const [, first, last, step = '1'] = RANGE.exec(part) ?? []
  if (first === undefined || last === undefined || Number(first) <= Number(last)) return part
  if (Number(first) > to || Number(last) < from || Number(step) === 0) return part
  const values: number[] = []
  const length = to - from + 1
  for (let value = Number(first); value <= Number(last) + length; value += Number(step))
    values.push(value > to ? value - length : value)
  return values.join(',')
}
