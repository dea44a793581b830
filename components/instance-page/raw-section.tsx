import type { ReactNode } from 'react'

export function RawSection(_: { flowInstId: string }): ReactNode {
  return null
}
