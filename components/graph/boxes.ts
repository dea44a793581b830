import type { GraphNode } from '@/components/graph/arrange'
import type { Box } from '@/components/graph/places'

/** For a name of two lines and the state in words, with air around them, and with none. */
const ROOMY: Box = { width: 200, height: 62 }
const COMPACT: Box = { width: 184, height: 50 }

/** What a window of usual size shows whole in roomy nodes. */
const ROOMY_UP_TO = { steps: 5, inStep: 8 }

/** How big each node is drawn: small ones where many steps, or many nodes in one, are to be seen together. */
export function boxFor(nodes: readonly GraphNode[]): Box {
  const inStep = new Map<number, number>()
  for (const { level } of nodes) inStep.set(level, (inStep.get(level) ?? 0) + 1)
  const isRoomy = inStep.size <= ROOMY_UP_TO.steps && Math.max(0, ...inStep.values()) <= ROOMY_UP_TO.inStep
  return isRoomy ? ROOMY : COMPACT
}

/** `x` and `y` between nodes. */
export const GAPS = { LR: { x: 60, y: 12 }, TB: { x: 14, y: 36 } }
/** Nodes without links stand in rows of so many, or as wide as the rest. */
export const PER_ROW = { LR: 5, TB: 1 }
