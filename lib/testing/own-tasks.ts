import type { Account, NewInstance } from '@/e2e/support/simulator-control'
import { readTask } from '@/lib/instances/tasks/read-task'
import { readTaskLog } from '@/lib/instances/tasks/read-task-log'
import type { Viewer } from '@/lib/people/viewer'
import type { TaskLog } from '@/lib/shared/tasks'
import { scene } from '@/lib/testing/scene'

/** A running instance with a task that is done, one that runs and one that waits. */
export async function seedTasks({ username } = scene.account) {
  const tasks = [
    { name: 'extract', status: 'SUCCESS' },
    { name: 'aggregate', status: 'RUNNING', after: ['extract'] },
    { name: 'write', status: 'WAIT', after: ['aggregate'] },
  ]
  const seeded: NewInstance = { owners: [username], type: 1, status: 'RUNNING', tasks }
  const { flowInstId } = await scene.enos.control.seedInstance(seeded)
  const truth = await scene.enos.control.instance(flowInstId)
  const [done = '', running = '', waiting = ''] = truth.tasks.map(({ taskInstId }) => taskInstId)
  return { flowInstId, done, running, waiting }
}

export function task(
  who: Viewer,
  flowInstId: string,
  taskInstId: string,
  withCommand = false,
): ReturnType<typeof readTask> {
  return readTask(who, { flowInstId, taskInstId, withCommand })
}

export function log(
  who: Viewer,
  flowInstId: string,
  taskInstId: string,
  have: string | null = null,
): ReturnType<typeof readTaskLog> {
  return readTaskLog(who, { flowInstId, taskInstId, have })
}

/** What EnOS was asked for as an account, without the question for its time zone. */
export async function operationsOf({ userId }: Account): Promise<string[]> {
  const calls = await scene.enos.control.calls({ userId })
  return calls.map(({ operation }) => operation).filter((operation) => operation !== 'time.getTimeZone')
}

export function textOf(answer: Awaited<ReturnType<typeof readTaskLog>>): TaskLog & { kind: 'text' } {
  if (!answer.ok || answer.value.kind !== 'text') throw new Error(JSON.stringify(answer))
  return answer.value
}
