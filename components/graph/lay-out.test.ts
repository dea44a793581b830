import { describe, expect, it } from 'vitest'
import { type LayoutTask, layOut } from '@/components/graph/lay-out'
import type { Layout } from '@/components/graph/places'

const box = { width: 176, height: 44 }

type Links = (n: number) => [from: number, to: number][]
const chain: Links = (n) => Array.from({ length: n - 1 }, (_, from) => [from, from + 1])
const alone: Links = () => []
/** One, then all others at the same time, then one. */
const fan: Links = (n) =>
  Array.from({ length: n - 2 }, (_, index) => index + 1).flatMap((at) => [
    [0, at],
    [at, n - 1],
  ])
const lanes =
  (width: number): Links =>
  (n) =>
    Array.from({ length: n - width }, (_, at) => [at, at + width])
/** Each waits for two of the row before. */
const rows =
  (width: number): Links =>
  (n) =>
    Array.from({ length: n }, (_, at) => at)
      .slice(width)
      .flatMap((at) =>
        [at * 7, at * 13 + 5].map((any): [number, number] => [
          (Math.floor(at / width) - 1) * width + (any % width),
          at,
        ]),
      )

function lay(n: number, links: Links, more: Partial<LayoutTask> = {}): Layout {
  return layOut({
    keys: Array.from({ length: n }, (_, index) => `t${index}`),
    edges: links(n).map(([from, to]) => ({ source: `t${from}`, target: `t${to}` })),
    box,
    direction: 'LR',
    ...more,
  })
}

function overlaps({ places }: Layout): number {
  let count = 0
  for (const [index, one] of places.entries()) {
    for (const other of places.slice(index + 1)) {
      if (Math.abs(one.x - other.x) < box.width && Math.abs(one.y - other.y) < box.height) count += 1
    }
  }
  return count
}

/** The nodes of each rank from top to bottom, rank after rank. */
function ranksOf({ places }: Layout): number[][] {
  const ranks = new Map<number, number[]>()
  for (const [index, { x }] of places.entries()) ranks.set(x, [...(ranks.get(x) ?? []), index])
  const heightOf = (index: number) => places[index]?.y ?? 0
  return [...ranks]
    .sort(([a], [b]) => a - b)
    .map(([, indexes]) => indexes.sort((a, b) => heightOf(a) - heightOf(b)))
}

describe('a layout', () => {
  it('keeps what can run at the same time in one rank, in the order in which it was given', () => {
    const twelve = Array.from({ length: 12 }, (_, index) => index + 1)
    expect(ranksOf(lay(14, fan))).toEqual([[0], twelve, [13]])
    const sixty = Array.from({ length: 10 }, (_, row) => Array.from({ length: 6 }, (_, n) => row * 6 + n))
    expect(ranksOf(lay(60, lanes(6)))).toEqual(sixty)
  })

  it('leaves that order where it spares crossings', () => {
    const crossed: Links = () => [
      [0, 3],
      [1, 2],
    ]
    expect(ranksOf(lay(4, crossed))).toEqual([
      [0, 1],
      [3, 2],
    ])
  })

  it('reads from left to right, or from top to bottom', () => {
    const across = lay(4, chain).places
    expect(across.map(({ x }) => x)).toEqual([...across.map(({ x }) => x)].sort((a, b) => a - b))
    expect(new Set(across.map(({ y }) => y)).size).toBe(1)
    const down = lay(4, chain, { direction: 'TB' }).places
    expect(down.map(({ y }) => y)).toEqual([...down.map(({ y }) => y)].sort((a, b) => a - b))
    expect(new Set(down.map(({ x }) => x)).size).toBe(1)
  })

  it('sets nodes without links in rows below the rest', () => {
    const { places, height } = lay(8, () => [[0, 1]])
    expect(places.slice(2).every(({ y }) => y > (places[0]?.y ?? 0) + box.height)).toBe(true)
    expect(new Set(places.slice(2).map(({ y }) => y)).size).toBe(2)
    expect(height).toBe(Math.max(...places.map(({ y }) => y)) + box.height)
  })

  it.each([
    ['a chain', chain],
    ['a fan', fan],
    ['lanes', lanes(6)],
    ['rows of 20', rows(20)],
    ['nodes without links', alone],
  ])('lays no node over another, and is the same each time: %s', (_name, links) => {
    const layout = lay(60, links)
    expect(overlaps(layout)).toBe(0)
    expect(lay(60, links)).toEqual(layout)
  })

  it('of 500 nodes lays none over another', () => {
    const layout = lay(500, rows(25))
    expect(overlaps(layout)).toBe(0)
    expect(layout.places.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))).toBe(true)
  }, 60_000)

  it('exists for loops, for names that objects know, for one node and for none', () => {
    expect(lay(2, () => [[0, 1], [1, 0]]).places).toHaveLength(2) // biome-ignore format: two links
    const odd = {
      keys: ['__proto__', 'constructor'],
      edges: [{ source: '__proto__', target: 'constructor' }],
    }
    expect(overlaps(lay(0, alone, odd))).toBe(0)
    expect(lay(1, alone)).toEqual({ places: [{ x: 0, y: 0 }], passes: [], ...box })
    expect(lay(0, alone)).toEqual({ places: [], passes: [], width: 0, height: 0 })
  })
})
