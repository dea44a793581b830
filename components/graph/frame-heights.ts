import type { Arrangement } from '@/components/graph/arrange'
import { boxFor, GAPS, PER_ROW } from '@/components/graph/boxes'

const LEAST = 190
/** Read downwards, it is looked at in parts; a finger must find the page beside it. */
const MOST = { wide: 900, narrow: 600 }
/** The buttons below, margins, and lines that pass beside the nodes. */
const BESIDES = 120

/** High enough for its fullest step, or read downwards for all its steps. */
export function heightsFor({ nodes, edges }: Arrangement): { wide: number; narrow: number } {
  const linked = new Set(edges.flatMap(({ source, target }) => [source, target]))
  const perLevel = new Map<number, number>()
  for (const { key, level } of nodes) if (linked.has(key)) perLevel.set(level, (perLevel.get(level) ?? 0) + 1)
  const alone = nodes.filter(({ key }) => !linked.has(key)).length
  const rows = Math.max(0, ...perLevel.values()) + Math.ceil(alone / PER_ROW.LR)
  const { height } = boxFor(nodes)
  const within = (most: number, needed: number): number => Math.max(LEAST, Math.min(most, needed + BESIDES))
  return {
    wide: within(MOST.wide, rows * (height + GAPS.LR.y)),
    narrow: within(MOST.narrow, (perLevel.size + alone) * (height + GAPS.TB.y)),
  }
}
