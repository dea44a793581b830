/** React Query keys of cancellations. */
export const cancellationKeys = {
  all: ['cancellations'] as const,
  open: () => [...cancellationKeys.all, 'open'] as const,
  one: (id: string) => [...cancellationKeys.all, 'one', id] as const,
}
