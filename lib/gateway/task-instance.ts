import 'server-only'
import type { Status } from '@/lib/shared/statuses'
import {
  asBoolean,
  asInteger,
  asNumber,
  asObject,
  asText,
  readFields,
  shortText,
  unpackJson,
} from './loose-values'
import { type Cycle, parseCycle, parseStatus, parseTime } from './wire'

/** One run of one task (enos-api.md 5.4). Time texts are as EnOS sent them, without a zone (9.3). null: not said. */
export type TaskInstance = {
  taskInstId: string
  taskId: string
  name: string
  status: Status
  cycle: Cycle | null
  /** A code or a name (enos-api.md 6.3). */
  type: string | null
  /** How often it ran. */
  runNum: number | null
  /** How often it was tried again, of how many times at most, and how far apart. */
  recallNum: number | null
  recallLimit: number | null
  recallInterval: number | null
  triggerTime: string | null
  startTime: string | null
  endTime: string | null
  /** In the form of Java's `Date.toString()`, whose zone names are ambiguous: for show, not for counting. */
  createdTime: string | null
  /** In a unit that the documents do not name. */
  timeout: number | null
  isTimeout: boolean | null
  flowInstId: string | null
  doAs: string | null
  runMode: RunMode | null
  /** The command line; it may hold secrets. */
  cmd: string | null
}

export type RunMode = {
  isMultiple: boolean | null
  cpu: number | null
  memory: number | null
  maxParallel: number | null
}

/** A command line is a script at times, but not a book (characters). */
const LONGEST_CMD = 65_536

/** One task, or null when it names none. */
export function parseTaskInstance(value: unknown): TaskInstance | null {
  const object = asObject(unpackJson(value))
  if (!object) return null
  const field = readFields(object)
  const taskInstId = asText(field('instanceId', 'taskInstId', 'taskInstanceId', 'instId'))
  if (taskInstId === null) return null
  return {
    taskInstId,
    // The id begins with the task's (enos-api.md 1).
    taskId: shortText(field('taskId')) ?? taskInstId.split('-')[0] ?? '',
    name: shortText(field('taskName', 'name')) ?? '',
    status: parseStatus(field),
    cycle: parseCycle(field('cycle')),
    type: shortText(field('type')),
    runNum: asInteger(field('runNum')),
    recallNum: asInteger(field('recallNum')),
    recallLimit: asInteger(field('recallLimit')),
    recallInterval: asNumber(field('recallInterval')),
    triggerTime: parseTime(field('triggerTime')),
    startTime: parseTime(field('startTime')),
    endTime: parseTime(field('endTime')),
    createdTime: parseTime(field('timestamp')),
    timeout: asNumber(field('timeout')),
    isTimeout: asBoolean(field('isTimeout')),
    flowInstId: shortText(field('flowInstId', 'flowInstanceId')),
    doAs: shortText(field('doAs')),
    runMode: parseRunMode(field('runMode')),
    cmd: asText(field('cmd'))?.slice(0, LONGEST_CMD).toWellFormed() ?? null,
  }
}

function parseRunMode(value: unknown): RunMode | null {
  const object = asObject(unpackJson(value))
  if (!object) return null
  const field = readFields(object)
  const mode = asInteger(field('taskMode'))
  return {
    isMultiple: mode === 1 || mode === 2 ? mode === 2 : null,
    cpu: asNumber(field('cpu')),
    memory: asNumber(field('memory')),
    maxParallel: asInteger(field('maxParallel')),
  }
}
