/** React Query keys of the call figures. */
export const callKeys = {
  lastHour: () => ['calls', 'last-hour'] as const,
}
