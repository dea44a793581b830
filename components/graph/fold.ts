export type Place = { x: number; y: number }
export type Box = { width: number; height: number }
export type Room = { width: number; height: number }
/** Where each node stands, by its upper left corner, and the size of it all. */
export type Layout = { places: Place[]; width: number; height: number }

/** Names drawn at this size can still be read. */
export const READABLE = 0.7

type Folding = {
  places: readonly Place[]
  box: Box
  direction: 'LR' | 'TB'
  room: Room
  /** `along`: from rank to rank; `across`: between the nodes of a rank. */
  gap: { along: number; across: number }
}

/** How far a drawing must be shrunk, or may be blown up, to be seen whole. */
export function scaleToFit({ width, height }: Box, room: Room): number {
  return Math.min(room.width / width, room.height / height)
}

/**
 * Sets the ranks of a layout anew, as lines of text are: a rank with too many nodes takes several columns, and columns
 * that do not fit beside each other go on below. Of all ways the one that needs the least shrinking.
 */
export function fold({ places, box, direction, room, gap }: Folding): Place[] {
  const isAcross = direction === 'LR'
  const step = {
    along: (isAcross ? box.width : box.height) + gap.along,
    across: (isAcross ? box.height : box.width) + gap.across,
  }
  const space = { along: isAcross ? room.width : room.height, across: isAcross ? room.height : room.width }
  const ranks = ranksOf(places, isAcross)
  const tallest = Math.max(...ranks.map(({ length }) => length))
  let best: { at: Place[]; scale: number } | null = null
  for (const most of heights(tallest)) {
    const columns = ranks.flatMap((rank) => inColumns(rank, most))
    for (const perBand of heights(columns.length)) {
      const at = stack(columns, perBand)
      const along = Math.max(...at.map(({ x }) => x)) + 1
      const across = Math.max(...at.map(({ y }) => y)) + 1
      const scale = Math.min(space.along / (along * step.along), space.across / (across * step.across))
      if (best === null || scale > best.scale) best = { at, scale }
    }
  }
  return (best?.at ?? []).map(({ x, y }) =>
    isAcross ? { x: x * step.along, y: y * step.across } : { x: y * step.across, y: x * step.along },
  )
}

/** The indexes of the nodes, rank by rank, each in its order. */
function ranksOf(places: readonly Place[], isAcross: boolean): number[][] {
  const ranks = new Map<number, number[]>()
  for (const [index, { x, y }] of places.entries()) {
    const rank = isAcross ? x : y
    ranks.set(rank, [...(ranks.get(rank) ?? []), index])
  }
  const order = (index: number): number => (isAcross ? places[index]?.y : places[index]?.x) ?? 0
  return [...ranks]
    .sort(([a], [b]) => a - b)
    .map(([, indexes]) => indexes.sort((a, b) => order(a) - order(b)))
}

/** Some numbers up to `most`, close together where it matters: each way is tried. */
function heights(most: number): number[] {
  const found: number[] = []
  for (let n = 1; n < most; n = Math.max(n + 1, Math.floor(n * 1.15))) found.push(n)
  return [...found, most]
}

function inColumns(rank: readonly number[], most: number): number[][] {
  const count = Math.ceil(rank.length / most)
  const height = Math.ceil(rank.length / count)
  return Array.from({ length: count }, (_, n) => rank.slice(n * height, (n + 1) * height))
}

/** Columns side by side, `perBand` of them, then below; in steps, by the index of the node. Each is centred in its band. */
function stack(columns: readonly number[][], perBand: number): Place[] {
  const places: Place[] = []
  let top = 0
  for (let from = 0; from < columns.length; from += perBand) {
    const band = columns.slice(from, from + perBand)
    const height = Math.max(...band.map(({ length }) => length))
    for (const [x, column] of band.entries()) {
      for (const [order, index] of column.entries()) {
        places[index] = { x, y: top + order + (height - column.length) / 2 }
      }
    }
    top += height + (from + perBand < columns.length ? 0.5 : 0)
  }
  return places
}
