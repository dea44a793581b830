import 'server-only'
import { createHash } from 'node:crypto'
import { getGateway } from '@/lib/gateway/configured'
import { problemOf, problemOfFailure } from '@/lib/instances/problem-of'
import { shareRead } from '@/lib/instances/shared-reads'
import { readOwnTask } from '@/lib/instances/tasks/read-own-task'
import { refreshOfTask } from '@/lib/instances/tasks/read-task'
import type { Viewer } from '@/lib/people/viewer'
import type { Problem } from '@/lib/shared/problems'
import { LOG_LIMIT, type TaskLog } from '@/lib/shared/tasks'

const READ_DEADLINE_MS = 15_000

export type LogAsked = {
  flowInstId: string
  taskInstId: string
  /** The mark of the text that the page holds already. */
  have: string | null
}
export type LogResult = { ok: true; value: TaskLog } | { ok: false; problem: Problem }

/** The log of a task of an instance of this viewer, as EnOS has it now; whole, unless it is what the page holds. */
export async function readTaskLog(viewer: Viewer, { have, ...asked }: LogAsked): Promise<LogResult> {
  const log = await shareRead(viewer, `log ${JSON.stringify(asked)}`, () => read(viewer, asked))
  if (!log.ok || log.value.kind !== 'text' || log.value.mark !== have) return log
  const { mark, readAt, refreshAfterMs } = log.value
  return { ok: true, value: { kind: 'same', mark, readAt, refreshAfterMs } }
}

async function read(viewer: Viewer, { flowInstId, taskInstId }: Omit<LogAsked, 'have'>): Promise<LogResult> {
  try {
    const own = await readOwnTask(viewer, flowInstId, taskInstId)
    if (!own.ok) return own
    const readAt = Date.now()
    const options = { priority: 'person', deadlineMs: READ_DEADLINE_MS, isPlanned: true } as const
    const answer = await getGateway().getTaskLog(viewer, taskInstId, options)
    if (!answer.ok) return { ok: false, problem: problemOf(answer.error) }
    const { log: text } = answer.value
    const read = { readAt, refreshAfterMs: refreshOfTask(own.value, own.value.node.status) }
    if (text === null) return { ok: true, value: { kind: 'none', ...read } }
    const isCut = text.length >= LOG_LIMIT
    return { ok: true, value: { kind: 'text', text, mark: markOf(text), isCut, ...read } }
  } catch (error) {
    return { ok: false, problem: problemOfFailure(error, { event: 'log.failed', fallen: 'database_down' }) }
  }
}

function markOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22)
}
