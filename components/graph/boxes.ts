import type { GraphNode } from '@/components/graph/arrange'
import { type Box, READABLE, type Room } from '@/components/graph/fold'

/** With the state in words under the name, and with the name alone beside its icon. */
const ROOMY: Box = { width: 200, height: 52 }
export const COMPACT: Box = { width: 176, height: 32 }

const ROOMY_UP_TO = 20
const STEP = ROOMY.width + 52

/** How big each node is drawn: small ones where there are many, or many after each other. */
export function boxFor(nodes: readonly GraphNode[], direction: 'LR' | 'TB', room: Room): Box {
  const steps = Math.max(...nodes.map(({ level }) => level)) + 1
  const isLong = direction === 'LR' && steps * STEP > room.width / READABLE
  return nodes.length > ROOMY_UP_TO || isLong ? COMPACT : ROOMY
}
