import { describe, expect, it } from 'vitest'
import { edgeHead, edgeLine } from '@/components/graph/edge-paths'
import { layOut } from '@/components/graph/lay-out'
import type { Place } from '@/components/graph/places'

const box = { width: 176, height: 44 }

describe('an edge', () => {
  const across = { box, direction: 'LR' as const }

  it('leaves at the right and arrives at the left', () => {
    const route = { from: { x: 0, y: 0 }, to: { x: 300, y: 100 }, passes: [] }
    expect(edgeLine(route, across)).toBe('M176,22C238,22 238,122 300,122')
    expect(edgeHead(route, across)).toBe('M300,122L293,118.5L293,125.5z')
  })

  it('goes straight past the nodes of a rank between', () => {
    const route = { from: { x: 0, y: 0 }, to: { x: 600, y: 0 }, passes: [{ x: 388, y: 80 }] }
    expect(edgeLine(route, across)).toBe('M176,22C238,22 238,80 300,80L476,80C538,80 538,22 600,22')
  })

  it('that goes back leaves at the left and arrives at the right', () => {
    const route = { from: { x: 300, y: 0 }, to: { x: 0, y: 0 }, passes: [] }
    expect(edgeLine(route, across)).toBe('M300,22L176,22')
    expect(edgeHead(route, across)).toBe('M176,22L183,18.5L183,25.5z')
  })

  it('leaves below and arrives above where a graph reads downwards', () => {
    const route = { from: { x: 0, y: 0 }, to: { x: 0, y: 90 }, passes: [] }
    expect(edgeLine(route, { box, direction: 'TB' })).toBe('M88,44L88,90')
  })
})

/** The same numbers for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

/** Many places along a path of moves, lines and bends. */
function placesOn(path: string): Place[] {
  const found: Place[] = []
  let at: Place = { x: 0, y: 0 }
  for (const [, command, list = ''] of path.matchAll(/([MLC])([^MLC]*)/g)) {
    const all = list.split(' ').map((pair): Place => {
      const [x = Number.NaN, y = Number.NaN] = pair.split(',').map(Number)
      return { x, y }
    })
    const to = all.at(-1) ?? at
    const [one, two] = command === 'C' ? [all[0] ?? at, all[1] ?? to] : [at, to]
    for (let step = 0; step <= 40 && command !== 'M'; step++) {
      const [u, v] = [1 - step / 40, step / 40]
      const mixed = (axis: 'x' | 'y') =>
        u ** 3 * at[axis] + 3 * u * u * v * one[axis] + 3 * u * v * v * two[axis] + v ** 3 * to[axis]
      found.push({ x: mixed('x'), y: mixed('y') })
    }
    at = to
  }
  return found
}

const graphs = Array.from({ length: 40 }, (_, seed) => {
  const random = randomFrom(seed + 1)
  const size = 3 + Math.floor(random() * (seed % 10 === 0 ? 80 : 30))
  const isLoose = seed % 4 === 3
  const edges = Array.from({ length: Math.floor(size * (0.5 + random() * 2)) }, () => {
    const [a, b] = [Math.floor(random() * size), Math.floor(random() * size)]
    // Loops too, in a quarter of the graphs.
    return isLoose ? [a, b] : [Math.min(a, b), Math.max(a, b)]
  })
  const named = edges.filter(([a, b]) => a !== b).map(([a, b]) => ({ source: `t${a}`, target: `t${b}` }))
  const once = [...new Map(named.map((edge) => [`${edge.source}>${edge.target}`, edge])).values()]
  return { seed, keys: Array.from({ length: size }, (_, n) => `t${n}`), edges: once }
})

describe.each(['LR', 'TB'] as const)('drawn %s, of a graph of any shape', (direction) => {
  it.each(graphs)('no edge touches a node that is not its end: $seed', ({ keys, edges }) => {
    const { places, passes, width, height } = layOut({ keys, edges, box, direction })
    const at = new Map(keys.map((key, index) => [key, places[index] as Place]))
    const touched: string[] = []
    for (const [index, { source, target }] of edges.entries()) {
      const route = {
        from: at.get(source) as Place,
        to: at.get(target) as Place,
        passes: passes[index] ?? [],
      }
      const line = placesOn(edgeLine(route, { box, direction }))
      const isInside = ({ x, y }: Place) => x > -0.1 && y > -0.1 && x < width + 0.1 && y < height + 0.1
      expect(line.filter((place) => !isInside(place))).toEqual([])
      for (const [key, corner] of at) {
        const isEnd = key === source || key === target
        // An end is touched at its border, never crossed.
        const margin = isEnd ? -0.5 : 1
        const isHit = line.some(
          ({ x, y }) =>
            x > corner.x - margin &&
            x < corner.x + box.width + margin &&
            y > corner.y - margin &&
            y < corner.y + box.height + margin,
        )
        if (isHit) touched.push(`${source}>${target} touches ${key}`)
      }
    }
    expect(touched).toEqual([])
  })
})
