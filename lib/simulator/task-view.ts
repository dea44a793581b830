import { spellKeys } from './key-style'
import { unit } from './random'
import type { FoundTask, Run } from './run'
import type { Settings } from './settings'
import { STATUS } from './status-codes'
import { kindOf } from './task-kind'
import { taskTimesAt } from './task-times'
import { javaDateText, timeText } from './time-text'

/** TaskInstance (enos-api.md 5.4). */
export function taskView(
  { run, index, taskInstId }: FoundTask,
  view: { settings: Settings; now: number },
): unknown {
  const { flow } = run
  const { settings, now } = view
  const task = flow.tasks[index]
  if (!task) throw new Error(`Instance ${run.id} has no task ${index}.`)
  const { state, startAt, endAt } = taskTimesAt(run, index, now)
  const { type, cmd, cpu, memory } = kindOf(flow, task)
  const retries = retriesOf(run, index, now)
  const zone = settings.zones.run
  const runMode = {
    taskMode: 1,
    cpu,
    memory,
    maxParallel: 0,
    keyType: 0,
    datasourceId: 0,
    path: '',
    content: '',
  }
  return spellKeys(
    {
      instanceId: taskInstId,
      taskId: task.taskId,
      taskName: task.taskName,
      cycle: flow.cycle,
      status: STATUS[state],
      runNum: retries.runs,
      type,
      syncType: type === 7 ? 1 : null,
      freq: null,
      ifPre: 0,
      stsDesc: state,
      recallNum: retries.done,
      triggerTime: timeText(run.triggerAt, settings.zones.trigger),
      timeout: 300,
      recallLimit: retries.most,
      recallInterval: retries.most === 0 ? 0 : 30,
      startTime: startAt === null ? null : timeText(startAt, zone),
      endTime: endAt === null ? null : timeText(endAt, zone),
      timeStamp: javaDateText(run.createdAt, zone),
      isTimeout: state === 'TIMEOUT',
      flowInstId: run.id,
      doAs: flow.doAs,
      alert: false,
      runMode: JSON.stringify(runMode),
      cmd,
      hasResourceBefore: false,
      resourceName: '',
      fileName: '',
      resourceVersion: '',
    },
    settings.graphKeys,
  )
}

/** How often a task ran: some are tried again before they succeed, all that are allowed to before they fail. */
export function retriesOf(
  run: Run,
  index: number,
  now: number,
): { runs: number; done: number; most: number } {
  const { state, startAt } = taskTimesAt(run, index, now)
  const most = [0, 1, 3, 3][Math.floor(unit(run.flow.flowId, index, 11) * 4)] ?? 3
  if (startAt === null) return { runs: 0, done: 0, most }
  const isUnlucky = unit(run.seed, run.triggerAt / 1000, index, 12) < 0.15
  const done = state === 'FAIL' ? most : isUnlucky ? Math.min(1, most) : 0
  return { runs: 1 + done, done, most }
}
