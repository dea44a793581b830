import { describe, expect, it } from 'vitest'
import { edgeHead, edgeLine } from '@/components/graph/edge-paths'
import { type Layout, READABLE, type Room, scaleToFit } from '@/components/graph/fold'
import { type LayoutTask, layOut } from '@/components/graph/lay-out'

const box = { width: 176, height: 32 }
const room: Room = { width: 1192, height: 484 }

type Links = (n: number) => [from: number, to: number][]
const chain: Links = (n) => Array.from({ length: n - 1 }, (_, from) => [from, from + 1])
const fan: Links = (n) => Array.from({ length: n - 1 }, (_, index) => [0, index + 1])
const alone: Links = () => []
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
    keys: Array.from({ length: n }, (_, index) => `n${index}`),
    edges: links(n).map(([from, to]) => ({ source: `n${from}`, target: `n${to}` })),
    box,
    direction: 'LR',
    room,
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

describe('a layout', () => {
  it.each([
    ['a chain', chain],
    ['a fan', fan],
    ['rows of 6', rows(6)],
    ['rows of 20', rows(20)],
    ['nodes without links', alone],
  ])('shows 60 nodes at once, with names that can be read: %s', (_name, links) => {
    const layout = lay(60, links)
    expect(layout.places).toHaveLength(60)
    expect(overlaps(layout)).toBe(0)
    expect(scaleToFit(layout, room)).toBeGreaterThanOrEqual(READABLE)
  })

  it('reads from left to right, or from top to bottom', () => {
    const across = lay(4, chain).places
    expect(across.map(({ x }) => x)).toEqual([...across.map(({ x }) => x)].sort((a, b) => a - b))
    expect(new Set(across.map(({ y }) => y)).size).toBe(1)
    const down = lay(4, chain, { direction: 'TB' }).places
    expect(down.map(({ y }) => y)).toEqual([...down.map(({ y }) => y)].sort((a, b) => a - b))
    expect(new Set(down.map(({ x }) => x)).size).toBe(1)
  })

  it('is the same each time', () => {
    expect(lay(60, rows(6))).toEqual(lay(60, rows(6)))
  })

  it('of 500 nodes lays none over another', () => {
    const layout = lay(500, rows(25))
    expect(overlaps(layout)).toBe(0)
    expect(layout.places.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))).toBe(true)
  }, 60_000)

  it('exists for loops, for one node and for none', () => {
    expect(lay(2, () => [[0, 1], [1, 0]]).places).toHaveLength(2) // biome-ignore format: two links
    expect(lay(1, alone)).toEqual({ places: [{ x: 0, y: 0 }], ...box })
    expect(lay(0, alone)).toEqual({ places: [], width: 0, height: 0 })
  })
})

describe('an edge', () => {
  const drawing = { box, direction: 'LR' as const, laneGap: 14 }

  it('leaves at the right and arrives at the left', () => {
    const ends = { from: { x: 0, y: 0 }, to: { x: 300, y: 100 } }
    expect(edgeLine(ends, drawing)).toMatch(/^M176,16C.* 300,116$/)
    expect(edgeHead(ends, drawing)).toMatch(/^M300,116l-7/)
  })

  it('to the row below goes along the lane above it', () => {
    const line = edgeLine({ from: { x: 800, y: 0 }, to: { x: 0, y: 100 } }, drawing)
    expect(line).toBe('M976,16h14V86H-14V116h14')
  })

  it('leaves below and arrives above where a graph reads downwards', () => {
    const ends = { from: { x: 0, y: 0 }, to: { x: 0, y: 90 } }
    expect(edgeLine(ends, { ...drawing, direction: 'TB' })).toMatch(/^M88,32C.* 88,90$/)
  })
})
