import { instanceKeys } from './instances'

/** React Query keys of what belongs to one instance; the list, which has none of it, does not load them. */
export const instancePartKeys = {
  impact: (flowInstId: string) => [...instanceKeys.one(flowInstId), 'impact'] as const,
  raw: (flowInstId: string) => [...instanceKeys.one(flowInstId), 'raw'] as const,
  task: (flowInstId: string, taskInstId: string) =>
    [...instanceKeys.one(flowInstId), 'task', taskInstId] as const,
  log: (flowInstId: string, taskInstId: string) =>
    [...instancePartKeys.task(flowInstId, taskInstId), 'log'] as const,
}
