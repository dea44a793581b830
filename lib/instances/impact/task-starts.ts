import 'server-only'
import type { Task } from '@/lib/gateway/graph'
import { askTask } from '@/lib/instances/tasks/ask-task'
import type { Viewer } from '@/lib/people/viewer'
import { digitsAsUtc } from '@/lib/shared/wall-clock'

/**
 * Notes in `starts` when each of these tasks of an own instance started, by its instance id, as EnOS writes it: one
 * call each, where EnOS offers that.
 */
export async function noteTaskStarts(
  viewer: Viewer,
  tasks: readonly Task[],
  { starts, deadlineMs }: { starts: Map<string, string>; deadlineMs: number },
): Promise<void> {
  const read = async (taskInstId: string): Promise<void> => {
    // Good to know, but a cancel must not wait for it.
    const options = { priority: 'background', deadlineMs } as const
    const answer = await askTask(viewer, taskInstId, options)
    if (!answer.ok || answer.value === 'not_offered') return
    const { startTime } = answer.value
    if (startTime !== null && digitsAsUtc(startTime) !== null) starts.set(taskInstId, startTime)
  }
  await Promise.all(tasks.map(({ taskInstId }) => taskInstId && read(taskInstId)))
}
