import type { Problem } from '@/lib/shared/problems'

/** What checking a history against its own log says. Shared by the server, the page and `npm run history:verify`. */

/** An event's number and hash: whoever keeps one elsewhere can tell later whether anything before it was rewritten. */
export type Head = { n: number; hash: string }

/** Of what a place speaks: an act on a workflow; absent for a cancellation. */
type Of = { of?: 'act' }

/** Where a history is broken. `n` is the number of an event, `subject` the id of a cancellation, an act or a person. */
export type BrokenPlace =
  /** Its text, its hash and its columns do not fit each other. */
  | { kind: 'changed'; n: number; column: string }
  /** It fits itself, but not the event before. */
  | { kind: 'unlinked'; n: number }
  | { kind: 'missing'; n: number }
  /** It stands where no event can: outside the numbers that were given. */
  | { kind: 'inserted'; n: number }
  /** It tells what cannot have happened after the events before it. */
  | ({ kind: 'contradicting'; n: number; subject: string } & Of)
  /** The row that names the newest event names another one. */
  | { kind: 'head'; n: number }
  | ({ kind: 'record_changed'; n: number; subject: string; column: string } & Of)
  | ({ kind: 'record_missing'; n: number; subject: string } & Of)
  | ({ kind: 'record_inserted'; subject: string } & Of)
  | { kind: 'role_changed'; subject: string }
  /** The event of a kept head: it is not there, or it is another one. */
  | { kind: 'kept_missing'; n: number }
  | { kind: 'kept_differs'; n: number }

export type Verification = { head: Head; events: number; records: number } & (
  | { ok: true; against: 'itself' | 'kept' }
  | { ok: false; place: BrokenPlace }
)

/** What is to be checked: one organization or all, and a head that was kept. */
export type VerificationQuestion = { orgId: string | null; kept: Head | null }

export type OrganizationVerification = Verification & { orgId: string }

/** How far a check has come, from 0 to 1. */
export type Progress = { share: number }

/** A line of the answer of `GET /api/history/verify`: how far it is, from time to time, and in the end the result. */
export type VerificationLine = Progress | { verification: Verification } | { problem: Problem }

/** A head as it is written down, `1204:a91f…`; null where the text is not one. */
export function parseHead(text: string): Head | null {
  const match = /^\s*([1-9]\d{0,14}):([0-9a-f]{64})\s*$/i.exec(text)
  return match?.[1] && match[2] ? { n: Number(match[1]), hash: match[2].toLowerCase() } : null
}

export function writeHead({ n, hash }: Head): string {
  return `${n}:${hash}`
}
