import type { GraphNode } from '@/components/graph/arrange'
import type { Box } from '@/components/graph/places'

/** With the state in words under the name, and with the name alone beside its icon. */
const ROOMY: Box = { width: 200, height: 62 }
export const COMPACT: Box = { width: 184, height: 44 }

const ROOMY_UP_TO = 20

/** How big each node is drawn: small ones where there are many. */
export function boxFor(nodes: readonly GraphNode[]): Box {
  return nodes.length > ROOMY_UP_TO ? COMPACT : ROOMY
}
