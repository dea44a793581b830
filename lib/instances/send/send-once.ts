import 'server-only'
import { isDatabaseFailure } from '@/lib/cancellations/health'
import { writeNowOrLater } from '@/lib/cancellations/when-database-is-back'
import type { NotSent, PostOptions, PostReply, Sent } from '@/lib/gateway/post-once'
import { log } from '@/lib/log'
import type { AnswerFacts } from '@/lib/shared/timeline'

/** What is known of the mark on a record that says that a POST leaves. `before`: the record as it was. */
export type Mark<Row> = { at: number; before: Row; is: 'made' | 'perhaps' | 'refused' }

/** A POST that changes something in EnOS, and how the record of it is written. */
export type Sender<Row, Step, Reply extends PostReply = PostReply> = {
  post: (options: PostOptions) => Promise<Reply>
  append: (record: Row, step: Step, at: number) => Promise<{ written: boolean; record: Row }>
  leaving: (resend: boolean) => Step
  answered: (reply: Extract<Reply, Sent>) => Step
  answerLost: Step
  /** Null where the record says nothing of this POST. */
  neverSent: (why: NotSent['why'], mark: Mark<Row> | null) => Step | null
  /** Told once the answer is on record, however late that is. */
  onRecorded?: (record: Row, reply: Sent) => void
  /** What is found out at once after an answer. */
  confirm?: (record: Row, reply: Sent) => Promise<Row>
  /** What log lines begin with and name. */
  event: 'cancel' | 'act'
  about: Record<string, unknown>
}

type Watch<Row> = {
  /** Ends every wait before the POST; what is not on its way by then is not sent. */
  checks: AbortSignal
  /** Told right before the bytes leave; from then on nobody may say that nothing was sent. */
  onSend: (record: Row) => void
}

export type Outcome<Row> = {
  record: Row
  /** Whether the record holds what came of it; if not, that is written when the database is back. */
  isRecorded: boolean
  /** Why nothing was sent, where nothing was. */
  unsent: NotSent | null
}

/**
 * Sends a single POST and records what came of it. The record is marked as sent by compare-and-set after the token and
 * the rate limiter, right before the bytes leave: whoever loses that race sends nothing, and so does whoever cannot tell
 * whether it was won.
 */
export async function sendOnce<Row, Step, Reply extends PostReply>(
  record: Row,
  sender: Sender<Row, Step, Reply>,
  { checks, onSend }: Watch<Row>,
): Promise<Outcome<Row>> {
  let latest = record
  const known: { mark: Mark<Row> | null } = { mark: null }
  const reply = await sender.post({
    signal: checks,
    beforeSend: async ({ resend }) => {
      const at = Date.now()
      const before = latest
      if (!resend) known.mark = { at, before, is: 'perhaps' }
      const appended = await sender.append(latest, sender.leaving(resend), at).catch(nothingWithoutDatabase)
      if (appended === null) return false
      latest = appended.record
      if (resend) return appended.written
      known.mark = { at, before, is: appended.written ? 'made' : 'refused' }
      if (!appended.written) return false
      if (checks.aborted) return false
      onSend(latest)
      return true
    },
  })
  log.info({ event: `${sender.event}.answered`, ...sender.about, ...summaryOf(reply) })
  if (!isSent(reply)) {
    const closed = await closeUnsent(latest, sender, { why: (reply as NotSent).why, mark: known.mark })
    return { ...closed, unsent: reply as NotSent }
  }
  const at = Date.now()
  const isRecorded = await writeNowOrLater(async () => {
    latest = (await sender.append(latest, sender.answered(reply), at)).record
    sender.onRecorded?.(latest, reply)
  }, failureLogOf(sender))
  if (isRecorded && sender.confirm) latest = await sender.confirm(latest, reply)
  return { record: latest, isRecorded, unsent: null }
}

/**
 * Records that nothing was sent, which only the one who would have sent it can say: it may have been marked as sent all
 * the same, by a write whose answer was lost or came too late.
 */
export async function closeUnsent<Row, Step, Reply extends PostReply>(
  record: Row,
  sender: Sender<Row, Step, Reply>,
  { why, mark }: { why: NotSent['why']; mark: Mark<Row> | null },
): Promise<Pick<Outcome<Row>, 'record' | 'isRecorded'>> {
  const step = sender.neverSent(why, mark)
  if (step === null) return { record, isRecorded: true }
  const at = Date.now()
  let latest = record
  const isRecorded = await writeNowOrLater(async () => {
    latest = (await sender.append(latest, step, at)).record
  }, failureLogOf(sender))
  return { record: latest, isRecorded }
}

/** An answer as the log keeps it. */
export function answerFacts({ verdict, reply, ms }: Sent): AnswerFacts {
  const { kind, http, code, text, requestId } = reply
  return {
    verdict,
    reply: kind === 'envelope' || kind === 'http' ? 'answer' : kind,
    http: http ?? null,
    code: code ?? null,
    text: text ?? null,
    requestId: requestId ?? null,
    ms,
  }
}

/** @throws what is not the database's fault */
export function nothingWithoutDatabase(error: unknown): null {
  if (!isDatabaseFailure(error)) throw error
  return null
}

function isSent<Reply extends PostReply>(reply: Reply): reply is Extract<Reply, Sent> {
  return reply.sent
}

function failureLogOf({ event }: { event: string }): (error: unknown) => void {
  return (error) =>
    log.error({
      event: `${event}.record_failed`,
      reason: error instanceof Error ? error.message : 'unknown',
    })
}

function summaryOf(reply: PostReply): Record<string, unknown> {
  if (!reply.sent) return { sent: false, why: reply.why }
  return { sent: true, verdict: reply.verdict, code: reply.reply.code, ms: reply.ms, resent: reply.resent }
}
