'use client'

import { Crash } from '@/components/shell/crash'

/** Under the navigation, which still works when a page does not. */
export default function DashboardError({ error, retry }: { error: unknown; retry: () => void }) {
  return <Crash error={error} retry={retry} />
}
