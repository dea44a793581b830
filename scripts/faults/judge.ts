import type { InstanceTruth, LoggedCall } from '@/e2e/support/simulator-control'
import type { CancellationState } from '@/lib/shared/cancellation'
import { isOpen } from '@/lib/shared/cancellation'
import messages from '@/messages/en.json'
import type { StoredEvent, StoredRecord } from './database-account'
import type { Ask } from './person'

/** The three accounts of one cancellation. */
export type Accounts = {
  /** What EnOS's stand-in knows of the instance, and every cancel of it that it was sent. */
  truth: InstanceTruth
  posts: LoggedCall[]
  /** What our database holds; an instance has one record here, or none. */
  records: StoredRecord[]
  events: StoredEvent[]
  /** What the pages show: the rows of the history, and whether it is told as open. */
  rows: string[]
  isShownOpen: boolean
}

/** Statuses that EnOS does not leave (enos-api.md 6.1). */
const FINAL = new Set(['SUCCESS', 'FAIL', 'INTERNAL_ERROR', 'TIMEOUT', 'CANCEL', 'SKIP'])
/** What EnOS says before it has looked at the call: it may be sent again. */
const TOKEN_REFUSALS = new Set([1203, 1003])

/** Not turned away before it was looked at. */
export function isHeeded({ code, http }: LoggedCall): boolean {
  return http !== 401 && !TOKEN_REFUSALS.has(code ?? 0)
}

export function isFinal({ statusDesc, endTime }: InstanceTruth): boolean {
  return FINAL.has(statusDesc) && endTime !== null
}

/** How one cancellation ended by our record. */
export function outcomeOf({ records }: Pick<Accounts, 'records'>): string {
  return records[0]?.state ?? 'no record'
}

/** Where the three accounts of one cancellation do not agree, in words; empty where they do. */
export function differences(asked: Ask, accounts: Accounts): string[] {
  const found = [...sending(accounts), ...ending(accounts), ...telling(asked, accounts), ...showing(accounts)]
  return found.map((what) => `${asked.flowInstId}: ${what}`)
}

/** No cancel without a record, and none twice. */
function sending({ truth, posts, records, events }: Accounts): string[] {
  const found: string[] = []
  const [record] = records
  const heeded = posts.filter(isHeeded)
  const marked = events.filter(
    ({ phase, subject }) => subject === record?.id && (phase === 'sent' || phase === 'resent'),
  )
  if (records.length > 1) found.push(`${records.length} records for one wish`)
  if (posts.length > 0 && !record) found.push('EnOS was sent a cancel that nobody recorded')
  if (record && heeded.length > record.attempts)
    found.push(`${heeded.length} requests sent, ${record.attempts} attempts recorded`)
  if (record && posts.length > marked.length)
    found.push(`${posts.length} requests sent, ${marked.length} marked as sent`)
  if (truth.cancelCount > 1) found.push(`EnOS accepted ${truth.cancelCount} cancels`)
  return found
}

/** The outcome is EnOS's truth. */
function ending({ truth, posts, records }: Accounts): string[] {
  const [record] = records
  if (!record) return []
  const status = truth.status
  const isSaid =
    record.later_status === null ? record.status_after === status : record.later_status === status
  const state = record.state as CancellationState
  switch (state) {
    case 'stopped':
      if (record.status_after === 8 && isSaid && isFinal(truth)) return []
      return [`recorded as stopped, EnOS says ${truth.statusDesc}`]
    case 'finished_first':
      if (record.status_after !== 8 && isSaid && isFinal(truth)) return []
      return [`recorded as finished first (${record.status_after}), EnOS says ${truth.statusDesc}`]
    case 'refused': {
      const last = posts.at(-1)
      const isSame =
        last && (last.code === null ? last.http === record.answer_http : last.code === record.answer_code)
      return truth.cancelCount === 0 && isSame ? [] : ['recorded as refused, EnOS says otherwise']
    }
    case 'not_sent':
      return posts.length === 0 ? [] : [`recorded as not sent, EnOS got ${posts.length}`]
    case 'lost_track':
      return ['lost track of']
    default:
      if (isFinal(truth)) return [`still ${state}, EnOS says ${truth.statusDesc}`]
      return state === 'accepted' && truth.cancelCount === 0 ? ['recorded as accepted, EnOS never did'] : []
  }
}

/** What the person was told when they asked holds. */
function telling({ told }: Ask, { posts, records }: Accounts): string[] {
  if (told === null) return []
  if (told.ok) return records.length === 0 ? ['the person was told of a record that is not there'] : []
  return posts.length === 0 ? [] : [`the person was told ${told.problem.code}, EnOS got a cancel`]
}

/** The pages say what the record says. */
function showing({ records, rows, isShownOpen }: Accounts): string[] {
  const [record] = records
  if (!record) return rows.length === 0 && !isShownOpen ? [] : ['a page shows what is not recorded']
  const state = record.state as CancellationState
  const found: string[] = []
  if (rows.length !== 1) found.push(`${rows.length} rows in the history`)
  else if (!saysState(rows[0] ?? '', state)) found.push(`recorded as ${state}, the history says: ${rows[0]}`)
  if (isShownOpen !== isOpen(state))
    found.push(`recorded as ${state}, told as ${isShownOpen ? 'open' : 'ended'}`)
  return found
}

function saysState(row: string, state: CancellationState): boolean {
  const words = [messages.state[state], ...(isOpen(state) ? [messages.state.turnedAway] : [])]
  return words.some((word) => row.includes(word.split('{', 1)[0]?.trim() ?? ''))
}
