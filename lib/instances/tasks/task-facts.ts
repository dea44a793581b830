import 'server-only'
import type { TaskInstance } from '@/lib/gateway/task-instance'
import { readEnosTime, type Zones } from '@/lib/shared/enos-time'
import type { TaskFacts } from '@/lib/shared/tasks'

/** What EnOS tells of one run of a task. */
export function taskFacts(task: TaskInstance, zones: Zones): TaskFacts {
  return {
    taskInstId: task.taskInstId,
    name: task.name,
    status: task.status,
    trigger: readEnosTime(task.triggerTime, zones.trigger),
    started: readEnosTime(task.startTime, zones.run),
    ended: readEnosTime(task.endTime, zones.run),
    runs: task.runNum,
    retries: task.recallNum,
    mostRetries: task.recallLimit,
    runAs: task.doAs,
  }
}
