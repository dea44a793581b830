/** Where one cancellation tells its story. */
export function recordPath(id: string): string {
  return `/history/${id}`
}

/** One instance: its facts, tasks and graph. */
export function instancePath(flowInstId: string): string {
  return `/instances/${flowInstId}`
}

/** One task of an instance, with its log. */
export function taskPath(flowInstId: string, taskInstId: string): string {
  return `${instancePath(flowInstId)}/tasks/${encodeURIComponent(taskInstId)}`
}
