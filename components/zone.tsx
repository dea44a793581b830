'use client'

import { notifyManager, type QueryClient, useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useCallback, useContext, useState, useSyncExternalStore } from 'react'
import { keepPreference } from '@/components/shell/preference'
import type { EnosZones, InstanceList } from '@/lib/shared/instances'
import { instanceKeys } from '@/lib/shared/keys/instances'
import { ZONE_CHOICE_COOKIE, type ZoneChoice } from '@/lib/shared/locale'

type Known = {
  choice: ZoneChoice
  /** Where the person is, by its IANA name. */
  mine: string
  /** In which zones EnOS writes. */
  enos: EnosZones
  /** The same by the rows on the page, as long as there are any. */
  listed: EnosZones | null
}

const Context = createContext<Known & { choose: (choice: ZoneChoice) => void }>({
  choice: 'mine',
  mine: 'UTC',
  enos: { trigger: null, run: null },
  listed: null,
  choose: () => undefined,
})

const never = () => () => undefined
const browserZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone

/** What is shown first is what the server knew; the browser and the list know better. */
export function ZoneProvider({
  choice,
  mine,
  enos,
  children,
}: Omit<Known, 'listed'> & { children: ReactNode }): ReactNode {
  const [chosen, setChosen] = useState(choice)
  const here = useSyncExternalStore(never, browserZone, () => mine)
  const listed = useListedZones()
  function choose(next: ZoneChoice): void {
    keepPreference(ZONE_CHOICE_COOKIE, next)
    setChosen(next)
  }
  return (
    <Context value={{ choice: chosen, mine: here, enos: listed ?? enos, listed, choose }}>{children}</Context>
  )
}

/** The zones that the rows on the page were read in. Looks on: a query that is asked for here would be there before its rows. */
function useListedZones(): EnosZones | null {
  const client = useQueryClient()
  // Told a moment later: the cache changes also while another component is being drawn.
  const subscribe = useCallback(
    (onChange: () => void) => client.getQueryCache().subscribe(notifyManager.batchCalls(onChange)),
    [client],
  )
  const found = useSyncExternalStore(
    subscribe,
    () => zonesIn(client),
    () => null,
  )
  return found === null ? null : JSON.parse(found)
}

function zonesIn(client: QueryClient): string | null {
  const rows = client.getQueryData<InstanceList>(instanceKeys.lists())?.rows ?? []
  const trigger = rows.find((row) => row.trigger !== null)?.trigger?.zone
  const run = rows.find((row) => row.started !== null)?.started?.zone
  // A list without a start says nothing of runs; the server may know from an earlier one.
  return trigger === undefined || run === undefined ? null : JSON.stringify({ trigger, run })
}

export function useZones() {
  return useContext(Context)
}

/** The zone to show EnOS's times in, by its name; null is EnOS's own. */
export function useShownZone(): string | null {
  const { choice, mine } = useZones()
  if (choice === 'enos') return null
  return choice === 'utc' ? 'UTC' : mine
}

/** The zone to show our own records in: EnOS's is that of its triggers, or UTC where nobody knows. */
export function useRecordZone(): string {
  const { enos } = useZones()
  return useShownZone() ?? enos.trigger ?? enos.run ?? 'UTC'
}
