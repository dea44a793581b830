import { environmentManager, QueryClient } from '@tanstack/react-query'

function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // The server has just read what it hands over; asking again at once would be a call for nothing.
        staleTime: 10_000,
        refetchIntervalInBackground: false,
        // The next poll is the retry; a failure is said at once.
        retry: false,
      },
      // Asked while offline, it fails at once: what somebody wants now must not be sent some time later by itself.
      mutations: { retry: false, networkMode: 'always' },
    },
  })
}

let inBrowser: QueryClient | undefined

/** One per server render, so that people never share rows; one for the life of the tab. */
export function getQueryClient(): QueryClient {
  if (environmentManager.isServer()) return makeQueryClient()
  inBrowser ??= makeQueryClient()
  return inBrowser
}
