/** Where one cancellation tells its story. */
export function recordPath(id: string): string {
  return `/history/${id}`
}
