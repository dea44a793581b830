import type { FlowTruth, LoggedCall } from '@/e2e/support/simulator-control'
import { isActionOpen } from '@/lib/shared/flow-actions'
import type { StoredAct, StoredEvent } from '@/scripts/faults/database-account'
import { isHeeded } from '@/scripts/faults/judge'
import { ACTS, type ActWish, type PageSays } from './wish'

/** The three accounts of one act. */
export type ActAccounts = {
  truth: FlowTruth
  posts: LoggedCall[]
  records: StoredAct[]
  events: StoredEvent[]
  page: PageSays
}

/** Where the three accounts of one act do not agree, in words; empty where they do. */
export function actDifferences(wish: ActWish, accounts: ActAccounts): string[] {
  const found = [
    ...sending(wish, accounts),
    ...ending(wish, accounts),
    ...telling(wish, accounts),
    ...showing(accounts),
  ]
  return found.map((what) => `${wish.kind} of ${wish.flowId}: ${what}`)
}

/** Nothing without a record, and nothing twice. */
function sending({ kind }: ActWish, { truth, posts, records, events }: ActAccounts): string[] {
  const found: string[] = []
  const [record] = records
  const marked = events.filter(
    ({ phase, subject }) => subject === record?.id && (phase === 'sent' || phase === 'resent'),
  )
  const done = truth.processed[ACTS[kind].processed]
  if (records.length > 1) found.push(`${records.length} records for one wish`)
  if (posts.length > 0 && !record) found.push('EnOS was sent what nobody recorded')
  if (posts.filter(isHeeded).length > 1) found.push('it was sent twice')
  if (record && posts.length > marked.length)
    found.push(`${posts.length} requests sent, ${marked.length} marked as sent`)
  if (done > 1) found.push(`EnOS did it ${done} times`)
  return found
}

/** The end is EnOS's truth. */
function ending({ kind }: ActWish, { truth, posts, records }: ActAccounts): string[] {
  const [record] = records
  if (!record) return []
  const isDone = truth.processed[ACTS[kind].processed] > 0
  switch (record.state) {
    case 'done': {
      const run = truth.acts.find(({ action }) => action === 'trigger')?.flowInstId ?? null
      if (!isDone) return ['recorded as done, EnOS did nothing']
      return record.new_flow_inst_id === run
        ? []
        : [`recorded as run ${record.new_flow_inst_id}, it is ${run}`]
    }
    case 'refused': {
      const last = posts.at(-1)
      const isSame =
        last && (last.code === null ? last.http === record.answer_http : last.code === record.answer_code)
      return !isDone && isSame ? [] : ['recorded as refused, EnOS says otherwise']
    }
    case 'not_sent':
      return posts.length === 0 ? [] : [`recorded as not sent, EnOS got ${posts.length}`]
    case 'not_done':
      return isDone ? ['recorded as not done, EnOS did it'] : []
    default:
      return [`it stands at ${record.state}`]
  }
}

/** What the person was told when they asked holds. */
function telling({ told }: ActWish, { posts, records }: ActAccounts): string[] {
  if (told === null) return []
  if (told.ok) return records.some(({ id }) => id === told.action.id) ? [] : ['told of what is not recorded']
  return posts.length === 0 ? [] : [`the person was told ${told.problem.code}, EnOS got a request`]
}

/** The page says what the record says, and how the schedule is in truth. */
function showing({ truth, records, page }: ActAccounts): string[] {
  const [record] = records
  const shown = page.acts.map(({ state, newFlowInstId }) => `${state} ${newFlowInstId}`)
  const kept = record ? [`${record.state} ${record.new_flow_inst_id}`] : []
  const found: string[] = []
  if (shown.join() !== kept.join()) found.push(`recorded as ${kept}, the page says ${shown}`)
  if (page.isActive !== (truth.active === 1)) found.push(`the page shows the schedule as ${page.isActive}`)
  if (record && !isActionOpen(record.state) && record.closed_at === null) found.push('it has no end')
  return found
}
