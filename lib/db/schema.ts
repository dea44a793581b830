import 'server-only'
import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  index,
  integer,
  json,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import type { CancellationState, Reason } from '@/lib/shared/cancellation'
import type { FlowActionKind, FlowActionState } from '@/lib/shared/flow-actions'
import type { Impact } from '@/lib/shared/impact'

/** Unix ms, UTC. */
const instant = (name: string) => bigint(name, { mode: 'number' })

/** A number of EnOS, of any size that JSON carries exactly. */
const code = (name: string) => bigint(name, { mode: 'number' })

/** A record of what a person asked for. */
const request = {
  id: text('id').primaryKey(),
  /** Goes up with every step that is written: whoever writes names the one they read. */
  version: integer('version').notNull(),
  orgId: text('org_id').notNull(),
  userId: text('user_id').notNull(),
  username: text('username').notNull(),
  idempotencyKey: text('idempotency_key').notNull(),
}

/** The instance from which it was asked, and its workflow. */
const workflow = {
  flowInstId: text('flow_inst_id').notNull(),
  flowId: text('flow_id').notNull(),
  flowName: text('flow_name').notNull(),
  owners: text('owners').array().notNull(),
}

/** What EnOS said to the POST. */
const answer = {
  answeredAt: instant('answered_at'),
  answerVerdict: text('answer_verdict').$type<'accepted' | 'turned_away' | 'unconfirmed'>(),
  answerCode: code('answer_code'),
  answerHttp: integer('answer_http'),
  answerText: text('answer_text'),
  answerRequestId: text('answer_request_id'),
}

export const sessions = pgTable('sessions', {
  /** SHA-256 of the id that the cookie holds: who reads this table cannot take a session over. */
  sidHash: text('sid_hash').primaryKey(),
  userId: text('user_id').notNull(),
  orgId: text('org_id').notNull(),
  /** EnOS's own session id, encrypted. */
  enosSession: text('enos_session'),
  startedAt: instant('started_at').notNull(),
  endsAt: instant('ends_at').notNull(),
  endedAt: instant('ended_at'),
})

export const people = pgTable(
  'people',
  {
    orgId: text('org_id').notNull(),
    userId: text('user_id').notNull(),
    username: text('username').notNull(),
    orgName: text('org_name').notNull(),
    role: text('role').$type<'engineer' | 'lead'>().notNull(),
    /** When TEAM_LEADS was applied to this person; it is applied once. */
    leadAppliedAt: instant('lead_applied_at'),
    seenAt: instant('seen_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.orgId, table.userId] })],
)

/** Facts of the instance that a list shows, as they were when the cancel was asked for. */
export type InstanceFacts = {
  schedule: 'manual' | 'periodic' | 'temporary' | null
  cycle: string | null
  trigger: string | null
  started: string | null
  businessDate: string | null
}

export const cancellations = pgTable(
  'cancellations',
  {
    ...request,
    ...workflow,
    instance: json('instance').$type<InstanceFacts>().notNull(),
    statusBefore: code('status_before').notNull(),
    reason: text('reason').$type<Reason>().notNull(),
    note: text('note').notNull(),
    state: text('state').$type<CancellationState>().notNull(),
    attempts: integer('attempts').notNull(),
    requestedAt: instant('requested_at').notNull(),
    sentAt: instant('sent_at'),
    /** When the latest attempt left; `sentAt` is the first. */
    lastSentAt: instant('last_sent_at'),
    ...answer,
    /** The EnOS status last written to the log. */
    statusSeen: code('status_seen').notNull(),
    statusSeenAt: instant('status_seen_at').notNull(),
    closedAt: instant('closed_at'),
    /** The EnOS status that closed it, where one did. */
    statusAfter: code('status_after'),
    /** When EnOS says that the instance ended: its own zone-less text. */
    instanceEnded: text('instance_ended'),
    /** From when the time without a final status counts, where it was opened again. */
    reopenedAt: instant('reopened_at'),
    /** What EnOS reported some minutes after the end, where that is something else. */
    laterStatus: code('later_status'),
    laterAt: instant('later_at'),
    /** What the person was shown before they confirmed; null where it could not be had. */
    impact: json('impact').$type<Impact>(),
    /** The schedule of the workflow is to be paused, too, once the cancel is accepted. */
    pauseSchedule: boolean('pause_schedule').notNull().default(false),
  },
  (table) => [
    uniqueIndex('cancellations_one_open')
      .on(table.orgId, table.flowInstId)
      .where(sql`state in ('requested', 'sent', 'accepted', 'unconfirmed')`),
    uniqueIndex('cancellations_key').on(table.orgId, table.userId, table.idempotencyKey),
    index('cancellations_of_org').on(table.orgId, table.requestedAt.desc(), table.id.desc()),
    index('cancellations_of_person').on(table.orgId, table.userId, table.requestedAt.desc(), table.id.desc()),
    index('cancellations_of_owner').using('gin', table.owners),
  ],
)

/**
 * The append-only log, one chain an organization. `body` is the canonical text that `hash` covers; the database itself
 * sets `n`, `previous_hash` and `hash` (migration 0001), locking the head of the organization.
 */
export const events = pgTable(
  'events',
  {
    orgId: text('org_id').notNull(),
    n: bigint('n', { mode: 'number' }).notNull().default(0),
    at: instant('at').notNull(),
    action: text('action').notNull(),
    phase: text('phase').notNull(),
    subject: text('subject').notNull(),
    body: text('body').notNull(),
    previousHash: text('previous_hash').notNull().default(''),
    hash: text('hash').notNull().default(''),
  },
  (table) => [
    primaryKey({ columns: [table.orgId, table.n] }),
    index('events_of_subject').on(table.subject, table.n),
  ],
)

/** The newest event of each organization: locked by whoever appends the next. */
export const eventHeads = pgTable('event_heads', {
  orgId: text('org_id').primaryKey(),
  n: bigint('n', { mode: 'number' }).notNull(),
  hash: text('hash').notNull(),
})

/**
 * When the follower looks at a cancellation next: while it is open, and once after its end. Work to do, not history: the
 * row goes with the last look.
 */
export const followUps = pgTable(
  'follow_ups',
  {
    cancellationId: text('cancellation_id').primaryKey(),
    dueAt: instant('due_at').notNull(),
    looks: integer('looks').notNull(),
  },
  (table) => [index('follow_ups_due').on(table.dueAt)],
)

/** What a person did to the workflow of an instance they own: one POST of Enable, Disable or Trigger Flow each. */
export const flowActions = pgTable(
  'flow_actions',
  {
    ...request,
    kind: text('kind').$type<FlowActionKind>().notNull(),
    /** The instance from which it was asked, and the workflow that a fresh read of it named. */
    ...workflow,
    /** The record on which it shows. */
    cancellationId: text('cancellation_id'),
    /** Of `run_again`: the trigger time that EnOS is given. */
    triggerAt: instant('trigger_at'),
    /** Of `run_again`: the instances with that trigger time that were there before. */
    knownBefore: text('known_before').array().notNull(),
    state: text('state').$type<FlowActionState>().notNull(),
    requestedAt: instant('requested_at').notNull(),
    sentAt: instant('sent_at'),
    ...answer,
    closedAt: instant('closed_at'),
    /** Of `run_again`: the instance that came of it. */
    newFlowInstId: text('new_flow_inst_id'),
  },
  (table) => [
    uniqueIndex('flow_actions_one_open')
      .on(table.orgId, table.flowId, sql`(kind = 'run_again')`)
      .where(sql`state in ('requested', 'sent', 'unconfirmed')`),
    uniqueIndex('flow_actions_key').on(table.orgId, table.userId, table.idempotencyKey),
    index('flow_actions_of_org').on(table.orgId, table.requestedAt, table.id),
    index('flow_actions_of_flow').on(table.orgId, table.flowId, table.requestedAt.desc()),
    index('flow_actions_of_cancellation').on(table.cancellationId),
  ],
)

/** When the follower looks at an open act next. Work to do, not history: the row goes with its end. */
export const actionFollowUps = pgTable(
  'action_follow_ups',
  {
    actionId: text('action_id').primaryKey(),
    dueAt: instant('due_at').notNull(),
    looks: integer('looks').notNull(),
  },
  (table) => [index('action_follow_ups_due').on(table.dueAt)],
)

/** Owners who wanted the same while somebody's cancellation was open: its ending is told to them, too. */
export const watchers = pgTable(
  'watchers',
  {
    cancellationId: text('cancellation_id').notNull(),
    userId: text('user_id').notNull(),
    since: instant('since').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.cancellationId, table.userId] }),
    index('watchers_of_person').on(table.userId),
  ],
)

/** Calls to the gateway by minute, server process and operation. Figures, not history: old rows go. */
export const gatewayMinutes = pgTable(
  'gateway_minutes',
  {
    /** The start of the minute, Unix ms. */
    minute: instant('minute').notNull(),
    server: text('server').notNull(),
    operation: text('operation').notNull(),
    calls: integer('calls').notNull(),
    failed: integer('failed').notNull(),
    /** Turned away by the gateway for their number (HTTP 429). */
    limited: integer('limited').notNull(),
    /** How many calls took how long: one count for each bound of `lib/gateway`, and one above the last. */
    latency: integer('latency').array().notNull(),
  },
  (table) => [primaryKey({ columns: [table.minute, table.server, table.operation] })],
)

/** Endings that were told to the person who asked. */
export const endingsTold = pgTable(
  'endings_told',
  {
    cancellationId: text('cancellation_id').notNull(),
    userId: text('user_id').notNull(),
    toldAt: instant('told_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.cancellationId, table.userId] })],
)

/**
 * Tries to sign in that did not succeed, and the places where an account did. Keys are keyed hashes: nobody reads here
 * who tried from where, nor what was typed for a name.
 */
export const signInTries = pgTable(
  'sign_in_tries',
  {
    key: text('key').primaryKey(),
    failures: integer('failures').notNull(),
    at: instant('at').notNull(),
    /** When the row has no meaning any more. */
    forgetAt: instant('forget_at').notNull(),
  },
  (table) => [index('sign_in_tries_forget').on(table.forgetAt)],
)
