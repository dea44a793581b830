/** React Query keys, in one place. */
export const instanceKeys = {
  all: ['instances'] as const,
  lists: () => [...instanceKeys.all, 'list'] as const,
}

export const cancellationKeys = {
  all: ['cancellations'] as const,
  open: () => [...cancellationKeys.all, 'open'] as const,
  one: (id: string) => [...cancellationKeys.all, 'one', id] as const,
}

export const callKeys = {
  lastHour: () => ['calls', 'last-hour'] as const,
}
