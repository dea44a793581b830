import type { InstanceRow } from '@/lib/shared/instances'
import type { Status } from '@/lib/shared/statuses'

export type Filter = { search: string; statuses: readonly Status['name'][] }

export function isFiltering({ search, statuses }: Filter): boolean {
  return search.trim() !== '' || statuses.length > 0
}

/** Every word of the search stands in the name or in the ID. */
function matchesSearch(row: InstanceRow, search: string): boolean {
  const text = `${row.flowName} ${row.flowInstId}`.toLowerCase()
  return search
    .trim()
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}

export function filterRows(rows: readonly InstanceRow[], { search, statuses }: Filter): InstanceRow[] {
  return rows.filter(
    (row) => matchesSearch(row, search) && (statuses.length === 0 || statuses.includes(row.status.name)),
  )
}

/** How many rows of each status the search leaves: what each chip would show. */
export function countStatuses(rows: readonly InstanceRow[], search: string): Map<Status['name'], number> {
  const counts = new Map<Status['name'], number>()
  for (const row of rows) {
    if (!matchesSearch(row, search)) continue
    counts.set(row.status.name, (counts.get(row.status.name) ?? 0) + 1)
  }
  return counts
}
