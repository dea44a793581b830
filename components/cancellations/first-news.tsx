'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useState, useSyncExternalStore } from 'react'
import { type CancellationNews, openCancellationsQuery } from '@/components/cancellations/open-query'
import { cancellationKeys } from '@/lib/shared/keys/cancellations'

const FirstNews = createContext<CancellationNews | undefined>(undefined)

const never = () => () => undefined

/** Keeps the news that the server drew the page with, for those parts of it that come to life later than others. */
export function KeepFirstNews({ children }: { children: ReactNode }): ReactNode {
  const client = useQueryClient()
  const [first] = useState(() => client.getQueryData<CancellationNews>(cancellationKeys.open()))
  return <FirstNews value={first}>{children}</FirstNews>
}

/** What is being cancelled; in the first frame as the server told it, though there may be newer news by then. */
export function useNews(): CancellationNews | undefined {
  const first = useContext(FirstNews)
  const isFirstFrame = useSyncExternalStore(
    never,
    () => false,
    () => true,
  )
  const { data } = useQuery(openCancellationsQuery(useQueryClient()))
  return isFirstFrame ? first : data
}
