/** React Query keys of instances. */
export const instanceKeys = {
  all: ['instances'] as const,
  lists: () => [...instanceKeys.all, 'list'] as const,
  one: (flowInstId: string) => [...instanceKeys.all, 'one', flowInstId] as const,
}
