import 'server-only'
import type { InferSelectModel } from 'drizzle-orm'
import { z } from 'zod'
import type { events } from '@/lib/db/schema'
import { STATES } from '@/lib/shared/cancellation'
import { FLOW_ACTION_STATES, FLOW_ACTIONS } from '@/lib/shared/flow-actions'
import { NOT_SENT_REASONS, REPLIES, type TimelineEvent } from '@/lib/shared/timeline'

const HASH_SHOWN = 8

const number = z.number().nullable().catch(null)
const text = z.string().nullable().catch(null)
const oneOf = <const Words extends readonly string[]>(words: Words) => z.enum(words).nullable().catch(null)

// Whatever another version of Flowstop wrote: what is not understood is not shown, and nothing else suffers from it.
const factsSchema = z.object({
  attempt: number,
  status: number,
  statusAfter: number,
  source: oneOf(['list', 'get']),
  reply: oneOf(REPLIES),
  verdict: oneOf(['accepted', 'turned_away', 'unconfirmed']),
  http: number,
  code: number,
  text,
  requestId: text,
  ms: number,
  outcome: oneOf([...STATES, ...FLOW_ACTION_STATES]),
  why: oneOf(NOT_SENT_REASONS),
  triggerAt: number,
  newFlowInstId: text,
})

const objectSchema = z.record(z.string(), z.unknown()).catch({})
const actorSchema = z
  .object({ kind: z.literal('person'), username: z.string() })
  .nullable()
  .catch(null)

type Row = Pick<InferSelectModel<typeof events>, 'n' | 'at' | 'action' | 'phase' | 'body' | 'hash'>

/** What a person may see of an event: of its stored text, only the facts that are named here. */
export function timelineEventOf({ n, at, action, phase, body, hash }: Row): TimelineEvent {
  const { actor, facts } = objectSchema.parse(parseJson(body))
  const all = objectSchema.parse(facts)
  // The wish itself is on the record already, with the owners of the time, who are nobody's to see here.
  const told =
    phase === 'requested' ? { triggerAt: all.triggerAt } : { ...all, ...objectSchema.parse(all.step) }
  const { statusAfter, status, ...rest } = factsSchema.parse(told)
  return {
    n,
    at,
    action: FLOW_ACTIONS.find((kind) => kind === action) ?? 'cancel',
    phase,
    by: actorSchema.parse(actor)?.username ?? null,
    ...rest,
    status: status ?? statusAfter,
    hash: hash.slice(0, HASH_SHOWN),
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
