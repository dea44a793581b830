import type { Graph } from '@dagrejs/dagre'

type Label = { rank: number; order: number; edgeObj?: { w: string } }
/** A node, or the place where a long edge passes a rank. */
type Item = { label: Label; wish: number; at: number; before: Item[]; after: Item[] }
type Ranks = Item[][]

/** Sweeps that bring nothing better, before no more is tried. */
const PATIENCE = 4

/**
 * Says in which order the nodes of each rank stand: as few crossings as can be found soon and, of orders that cross
 * alike, the one that is closest to that of the keys. dagre's own takes whichever comes last, often the wrong way round.
 */
export function orderRanks(graph: Graph, keys: readonly string[]): void {
  let best = ranksOf(graph, keys)
  settle(best)
  let least = badness(best)
  let ranks = best
  for (let sweep = 0, idle = 0; idle < PATIENCE; sweep++, idle++) {
    ranks = swept(ranks, sweep % 2 === 0)
    const found = badness(ranks)
    if (found >= least) continue
    ;[best, least, idle] = [ranks, found, -1]
  }
  settle(best)
  for (let round = 0; round < 8; round++) if (!exchange(best)) break
  for (const rank of best) for (const { label, at } of rank) label.order = at
}

/** Each node when it is first met: what follows from one stands together, and in the order of the keys. */
function ranksOf(graph: Graph, keys: readonly string[]): Ranks {
  const wishes = new Map(keys.map((key, index) => [key, index]))
  const items = new Map<string, Item>()
  for (const key of graph.nodes()) {
    const label = graph.node(key) as Label
    const wish = wishes.get(label.edgeObj?.w ?? key) ?? 0
    items.set(key, { label, wish, at: 0, before: [], after: [] })
  }
  for (const { v, w } of graph.edges()) {
    const [from, to] = [items.get(v), items.get(w)]
    if (from === undefined || to === undefined) continue
    from.after.push(to)
    to.before.push(from)
  }
  const ranks: Ranks = []
  const met = new Set<Item>()
  const byWish = (a: Item, b: Item): number => a.wish - b.wish
  const stack = [...items.values()].sort((a, b) => b.label.rank - a.label.rank || byWish(b, a))
  for (let item = stack.pop(); item !== undefined; item = stack.pop()) {
    if (met.has(item)) continue
    met.add(item)
    const rank = ranks[item.label.rank] ?? []
    ranks[item.label.rank] = rank
    rank.push(item)
    stack.push(...item.after.filter((next) => !met.has(next)).sort((a, b) => byWish(b, a)))
  }
  return Array.from(ranks, (rank) => rank ?? [])
}

/** Tells each item its place. */
function settle(ranks: Ranks): void {
  for (const rank of ranks) for (const [at, item] of rank.entries()) item.at = at
}

/** Rank after rank, each item to the middle of those that it hangs on; who hangs on none keeps its place. */
function swept(ranks: Ranks, isDown: boolean): Ranks {
  settle(ranks)
  const found: Ranks = []
  for (let step = 0; step < ranks.length; step++) {
    const index = isDown ? step : ranks.length - 1 - step
    const rank = ranks[index] ?? []
    const middles = new Map<Item, number>()
    for (const item of rank) {
      const fixed = isDown ? item.before : item.after
      if (fixed.length > 0) middles.set(item, fixed.reduce((sum, { at }) => sum + at, 0) / fixed.length)
    }
    const drawn = rank
      .filter((item) => middles.has(item))
      .sort((a, b) => (middles.get(a) ?? 0) - (middles.get(b) ?? 0) || a.wish - b.wish || a.at - b.at)
    let next = 0
    const sorted = rank.map((item) => (middles.has(item) ? (drawn[next++] ?? item) : item))
    for (const [at, item] of sorted.entries()) item.at = at
    found[index] = sorted
  }
  return found
}

/** Changes neighbours that stand better the other way round; false: there were none. */
function exchange(ranks: Ranks): boolean {
  let isChanged = false
  for (const rank of ranks) {
    for (let at = 0; at + 1 < rank.length; at++) {
      const [one, other] = [rank[at], rank[at + 1]]
      if (one === undefined || other === undefined) continue
      const more = crossings(other, one) - crossings(one, other)
      if (more > 0 || (more === 0 && one.wish <= other.wish)) continue
      ;[rank[at], rank[at + 1]] = [other, one]
      ;[one.at, other.at] = [at + 1, at]
      isChanged = true
    }
  }
  return isChanged
}

/** Between the edges of two neighbours, the first standing before the second. */
function crossings(first: Item, second: Item): number {
  let count = 0
  for (const side of ['before', 'after'] as const) {
    for (const one of first[side]) for (const other of second[side]) if (one.at > other.at) count += 1
  }
  return count
}

/** First of all crossings, then pairs against their wish, which a rank has too few of to weigh as much as one crossing. */
function badness(ranks: Ranks): number {
  settle(ranks)
  let [crossed, unwished] = [0, 0]
  for (const rank of ranks) {
    const ends = rank.flatMap(({ after }) => after.map(({ at }) => at).sort((a, b) => a - b))
    crossed += inversions(ends)
    unwished += inversions(rank.map(({ wish }) => wish))
  }
  return crossed * 1e6 + Math.min(unwished, 1e6 - 1)
}

/** Pairs of which the greater comes first, counted in a tree of sums. */
function inversions(values: readonly number[]): number {
  const size = values.reduce((most, value) => Math.max(most, value), 0) + 1
  const tree = new Uint32Array(size + 1)
  let count = 0
  for (const [seen, value] of values.entries()) {
    let upTo = 0
    for (let index = value + 1; index > 0; index -= index & -index) upTo += tree[index] ?? 0
    count += seen - upTo
    for (let index = value + 1; index <= size; index += index & -index) tree[index] = (tree[index] ?? 0) + 1
  }
  return count
}
