import { useState } from 'react'
import type { InstanceRow } from '@/lib/shared/instances'

type Known = { ids: ReadonlySet<string>; filterKey: string }

function idsOf(rows: readonly InstanceRow[]): ReadonlySet<string> {
  return new Set(rows.map((row) => row.flowInstId))
}

export type Newcomers = { isKnown: (row: InstanceRow) => boolean; showAll: () => void }

/**
 * Instances that turn up while a person reads wait until they are asked for, so that no row moves under the pointer.
 * A first load, a changed filter and an empty page show everything.
 */
export function useNewcomers(rows: readonly InstanceRow[], filterKey: string): Newcomers {
  const [known, setKnown] = useState<Known>(() => ({ ids: idsOf(rows), filterKey }))
  const nothingShown = rows.length > 0 && !rows.some((row) => known.ids.has(row.flowInstId))
  if (known.filterKey !== filterKey || nothingShown) {
    setKnown({ ids: idsOf(rows), filterKey })
  }
  return {
    isKnown: (row) => known.ids.has(row.flowInstId) || row.cancellation !== null,
    showAll: () => setKnown({ ids: idsOf(rows), filterKey }),
  }
}
