import type { ReactNode } from 'react'
import { TONE_COLOURS } from '@/components/graph/tones'
import type { Look } from '@/components/instances/status-look'

/** The shape of a state, in its colour; the word is said beside it. */
export function StateIcon({ look: { icon: Icon, tone, motion } }: { look: Look }): ReactNode {
  return (
    <Icon
      aria-hidden
      className={`size-4 shrink-0 ${motion ?? ''}`}
      strokeWidth={2.25}
      style={{ color: TONE_COLOURS[tone] }}
    />
  )
}
