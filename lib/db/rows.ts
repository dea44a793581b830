import 'server-only'

/** How many rows a raw statement returned; both drivers call them `rows`, under types of their own. */
export function countRows(result: unknown): number {
  return (result as { rows: unknown[] }).rows.length
}
