import type { Schedule } from './flow'
import { unit } from './random'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** The company's schedules are written in UTC+8. */
const ZONE = 8 * HOUR
/** How far from its regular time somebody starts a run by hand. */
const SCATTER = 90_000

/** Trigger times in [from, to), oldest first. `seed` scatters the starts that people make by hand. */
export function triggersBetween(schedule: Schedule, seed: number, from: number, to: number): number[] {
  switch (schedule.kind) {
    case 'none':
      return []
    case 'minute':
      return steps(schedule.every * MINUTE, 0, from, to)
    case 'hour':
      return steps(schedule.every * HOUR, schedule.minute * MINUTE - ZONE, from, to)
    case 'day':
      return steps(DAY, schedule.hour * HOUR + schedule.minute * MINUTE - ZONE, from, to)
    case 'week':
      return steps(7 * DAY, weekOffset(schedule) - ZONE, from, to)
    case 'month':
      return months(schedule, from, to)
    case 'hand':
      return byHand(schedule, seed, from, to)
  }
}

function steps(every: number, phase: number, from: number, to: number): number[] {
  const times: number[] = []
  for (let at = phase + Math.ceil((from - phase) / every) * every; at < to; at += every) times.push(at)
  return times
}

function weekOffset(week: { weekday: number; hour: number; minute: number }): number {
  // Quartz counts Sunday as 1; 1970-01-01 was a Thursday, its 5.
  const days = (week.weekday + 2) % 7
  return days * DAY + week.hour * HOUR + week.minute * MINUTE
}

function months(month: { day: number; hour: number; minute: number }, from: number, to: number): number[] {
  const times: number[] = []
  const start = new Date(from + ZONE)
  for (let n = 0; ; n += 1) {
    const at =
      Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + n, month.day, month.hour, month.minute) - ZONE
    if (at >= to) return times
    if (at >= from) times.push(at)
  }
}

function byHand(
  hand: { everyMs: number; phaseMs: number },
  seed: number,
  from: number,
  to: number,
): number[] {
  const times: number[] = []
  const first = Math.floor((from - hand.phaseMs) / hand.everyMs) - 1
  for (let turn = first; ; turn += 1) {
    const exact = hand.phaseMs + turn * hand.everyMs + unit(seed, turn) * SCATTER
    const at = Math.floor(exact / 1000) * 1000
    if (at >= to) return times
    if (at >= from) times.push(at)
  }
}

/** The 7-field cron text of a schedule (enos-api.md 5.2); started by hand shows the documents' sample. */
export function cronText(schedule: Schedule): string {
  switch (schedule.kind) {
    case 'minute':
      return `0 0/${schedule.every} * * * ? *`
    case 'hour':
      return `0 ${schedule.minute} ${schedule.every === 1 ? '*' : `0/${schedule.every}`} * * ? *`
    case 'day':
      return `0 ${schedule.minute} ${schedule.hour} * * ? *`
    case 'week':
      return `0 ${schedule.minute} ${schedule.hour} ? * ${schedule.weekday} *`
    case 'month':
      return `0 ${schedule.minute} ${schedule.hour} ${schedule.day} * ? *`
    default:
      return '0 0 0 * * ? *'
  }
}

/** Cycle code (enos-api.md 6.3). */
export function cycleOf(schedule: Schedule): string {
  const codes = { minute: 'mi', hour: 'H', day: 'D', week: 'W', month: 'M', hand: 'D', none: 'D' }
  return codes[schedule.kind]
}
