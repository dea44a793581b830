import 'server-only'
import { LOG_LIMIT } from '@/lib/shared/tasks'
import { getTaskCall, getTaskLogCall, isTaskInstId, isWho } from './calls'
import type { CallOptions, Who } from './config'
import { badInput, type GatewayError, unexpectedShape } from './errors'
import type { Line } from './line'
import { asObject, readFields } from './loose-values'
import { readCall } from './read'
import { fail, ok, type Result } from './result'
import { parseTaskInstance, type TaskInstance } from './task-instance'
import { firstOf } from './wire'

export type TaskAsked = { who: Who; taskInstId: string; options?: CallOptions | undefined }

/** Get Task Instance (enos-api.md 5.4), which EnOS before 2.3.0 does not offer. */
export async function getTaskInstance(
  line: Line,
  { who, taskInstId, options }: TaskAsked,
): Promise<Result<TaskInstance | 'not_offered'>> {
  const wrong = wrongInput(who, taskInstId)
  if (wrong) return fail(wrong)
  const reply = await readCall(line, getTaskCall(who, taskInstId), options)
  if (!reply.ok) return isUnknownCall(reply.error) ? ok('not_offered') : reply
  const task = parseTaskInstance(firstOf(reply.value.body.data))
  // The right to see a task is that to its own id: another one must not be shown under it.
  return task?.taskInstId === taskInstId ? ok(task) : fail(unexpectedShape(reply.value.http))
}

/** Get Task Instance Log (enos-api.md 5.5); null: there is none yet, or none any more. */
export async function getTaskLog(
  line: Line,
  { who, taskInstId, options }: TaskAsked,
): Promise<Result<{ log: string | null }>> {
  const wrong = wrongInput(who, taskInstId)
  if (wrong) return fail(wrong)
  const reply = await readCall(line, getTaskLogCall(who, taskInstId, LOG_LIMIT), options)
  if (!reply.ok) return isNoLog(reply.error) ? ok({ log: null }) : reply
  const fields = asObject(firstOf(reply.value.body.data))
  const log = fields && readFields(fields)('log')
  if (log === undefined) return ok({ log: null })
  return typeof log === 'string' ? ok({ log: plainLog(log) }) : fail(unexpectedShape(reply.value.http))
}

/** One for one, as the length tells whether EnOS has cut it. */
function plainLog(log: string): string {
  return log.toWellFormed().replaceAll('\0', '\uFFFD')
}

function wrongInput(who: Who, taskInstId: string): GatewayError | null {
  if (!isWho(who)) return badInput('who')
  return isTaskInstId(taskInstId) ? null : badInput('task_inst_id')
}

/** A gateway knows no route by that name, or a service no action. */
function isUnknownCall(error: GatewayError): boolean {
  if (error.kind === 'gateway_error') return error.code === 'http_error' && error.http === 404
  return error.kind === 'rejected' && UNKNOWN_ACTION.some((words) => words.test(error.text))
}

const UNKNOWN_ACTION = [
  /\b(?:unknown|unsupported|invalid|illegal|no such) (?:action|api|method|operation)\b/i,
  /\b(?:action|api|method|operation)\b.{0,40}\b(?:not? (?:found|exist|supported?)|unknown|unsupported|invalid)\b/i,
]

/** The words of older and of newer documents. */
function isNoLog(error: GatewayError): boolean {
  if (error.kind !== 'rejected') return false
  if (error.code === 62102) return /instance not found|has no log/i.test(error.text)
  return error.code === 62109 && /no log found/i.test(error.text)
}
