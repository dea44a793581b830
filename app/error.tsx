'use client'

import { Crash } from '@/components/shell/crash'

export default function PageError({ error, retry }: { error: unknown; retry: () => void }) {
  return <Crash error={error} retry={retry} />
}
