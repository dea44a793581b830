/** React Query keys, in one place. */
export const instanceKeys = {
  all: ['instances'] as const,
  lists: () => [...instanceKeys.all, 'list'] as const,
  one: (flowInstId: string) => [...instanceKeys.all, 'one', flowInstId] as const,
  impact: (flowInstId: string) => [...instanceKeys.one(flowInstId), 'impact'] as const,
  raw: (flowInstId: string) => [...instanceKeys.one(flowInstId), 'raw'] as const,
  task: (flowInstId: string, taskInstId: string) =>
    [...instanceKeys.one(flowInstId), 'task', taskInstId] as const,
  log: (flowInstId: string, taskInstId: string) =>
    [...instanceKeys.task(flowInstId, taskInstId), 'log'] as const,
}

export const cancellationKeys = {
  all: ['cancellations'] as const,
  open: () => [...cancellationKeys.all, 'open'] as const,
  one: (id: string) => [...cancellationKeys.all, 'one', id] as const,
}

export const callKeys = {
  lastHour: () => ['calls', 'last-hour'] as const,
}
