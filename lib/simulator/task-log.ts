import { mix, unit } from './random'
import type { FoundTask } from './run'
import { kindOf } from './task-kind'
import { lineOf, paint, type Speech, verboseLine } from './task-log-lines'
import { taskTimesAt } from './task-times'
import { retriesOf } from './task-view'
import { javaDateText, timeText } from './time-text'

const VERBOSE_LINES = 13_000
const MOST_LINES = 30_000
const QUICKEST_MS = 1_500

/** What a task has written by now, the same for everybody who asks; null before it has started. */
export function logTextAt(found: FoundTask, now: number): string | null {
  const { run, index, taskInstId } = found
  const task = run.flow.tasks[index]
  const { state, startAt, endAt } = taskTimesAt(run, index, now)
  if (!task || startAt === null) return null
  const kind = kindOf(run.flow, task)
  const speech: Speech = {
    seed: mix(run.seed ^ task.taskId, run.triggerAt / 1000),
    name: task.taskName,
    speaks: kind.speaks,
    hasColours: kind.hasColours,
  }
  const lines = [
    `run num:\t${retriesOf(run, index, now).runs}`,
    `instance:\tt${taskInstId}`,
    `cmdline:\t${kind.cmd}`,
    `submitter:\t${run.flow.doAs}`,
    `current time:\t${javaDateText(startAt, '0')}`,
    '',
  ]
  if (kind.isVerbose) for (let n = 0; n < VERBOSE_LINES; n += 1) lines.push(verboseLine(speech, n, startAt))
  const step = stepOf(found, speech.seed)
  const count = Math.min(MOST_LINES, Math.floor(((endAt ?? now) - startAt) / step) + 1)
  for (let n = 0; n < count; n += 1) lines.push(lineOf(speech, n, startAt + n * step))
  if (endAt !== null) lines.push(lastLine(speech, state, endAt))
  return `${lines.join('\n')}\n`
}

/** The time between two lines: a long task speaks less often, so that its log stays one that people read. */
function stepOf({ run, index }: FoundTask, seed: number): number {
  const task = run.flow.tasks[index]
  const share = task ? task.to - task.from : 1
  const planned = run.givenTasks || !Number.isFinite(run.spanMs) ? 0 : run.spanMs * share
  return Math.max(QUICKEST_MS, planned / 6_000) * (0.8 + 0.4 * unit(seed, 21))
}

function lastLine(speech: Speech, state: string, at: number): string {
  const stamp = timeText(at, '0')
  if (state === 'SUCCESS') return `${stamp} ${paint(speech, 'INFO ')} task finished, exit code 0`
  if (state === 'CANCEL')
    return `${stamp} ${paint(speech, 'WARN ')} signal 15 (SIGTERM) received, exit code 143`
  if (state === 'TIMEOUT')
    return `${stamp} ${paint(speech, 'ERROR')} killed: ran past its limit, exit code 137`
  return [
    `${stamp} ${paint(speech, 'ERROR')} task failed`,
    'Traceback (most recent call last):',
    `  File "/data/bin/${speech.name}.py", line ${40 + (speech.seed % 200)}, in <module>`,
    '    load_partition(day)',
    'OSError: [Errno 110] Connection timed out: hdfs://10.8.0.21:8020',
    `${stamp} ${paint(speech, 'ERROR')} exit code 1`,
  ].join('\n')
}
