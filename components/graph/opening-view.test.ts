import { describe, expect, it } from 'vitest'
import { arrange } from '@/components/graph/arrange'
import { boxFor } from '@/components/graph/boxes'
import { heightsFor } from '@/components/graph/frame-heights'
import { layOut } from '@/components/graph/lay-out'
import { openingView, type View } from '@/components/graph/opening-view'
import { type Layout, READABLE, type Room } from '@/components/graph/places'
import { sightAt } from '@/components/graph/sight'
import type { TaskNode } from '@/lib/shared/instance-detail'
import { STATUS_CODES, type StatusName } from '@/lib/shared/statuses'

type Spec = { name: string; after?: string[]; status?: StatusName }

/** Beneath a frame, at a window of 1440 by 900. */
const BAR = { low: 46, high: 88 }
const WIDTH = 1310
const HIGHEST = 0.85 * 900

function drawn(specs: readonly Spec[], bar: number) {
  const tasks = specs.map(
    ({ name, status = 'INIT' }): TaskNode => ({
      nodeId: name,
      taskId: name,
      taskInstId: null,
      name,
      status: { code: STATUS_CODES[status], name: status },
    }),
  )
  const edges = specs.flatMap(({ name, after = [] }) => after.map((source) => ({ source, target: name })))
  const arrangement = arrange({ tasks, references: [], edges })
  const { nodes } = arrangement
  const box = boxFor(nodes)
  const layout = layOut({
    keys: nodes.map(({ key }) => key),
    edges: arrangement.edges,
    box,
    direction: 'LR',
  })
  const room = { width: WIDTH, height: Math.min(HIGHEST, heightsFor(arrangement).wide) - bar }
  return { layout, room, nodes, box, view: openingView(layout, room, nodes, box) }
}

function seenOf({ layout, room, nodes, box, view }: ReturnType<typeof drawn>): string[] {
  const { x, y, zoom } = view
  return nodes
    .filter((_, index) => {
      const at = layout.places[index]
      if (at === undefined) return false
      const [left, top] = [at.x * zoom + x, at.y * zoom + y]
      const [right, bottom] = [left + box.width * zoom, top + box.height * zoom]
      return left >= 0 && top >= 0 && right <= room.width && bottom <= room.height
    })
    .map(({ key }) => key)
}

function named(name: string, count: number, more: Partial<Spec> = {}): Spec[] {
  return Array.from({ length: count }, (_, n) => ({ name: `${name}-${n}`, ...more }))
}

const TWENTY_ONE: Spec[] = [
  ...named('read', 2, { status: 'SUCCESS' }),
  { name: 'merge', after: ['read-0', 'read-1'], status: 'SUCCESS' },
  { name: 'check', after: ['merge'], status: 'SUCCESS' },
  ...named('part', 5, { after: ['check'], status: 'RUNNING' }),
  ...named('later', 12, { after: ['part-1'] }),
]

function fan(running: number): Spec[] {
  const parts = named('part', 30, { after: ['start'] })
  parts[running] = { ...parts[running], name: `part-${running}`, status: 'RUNNING' }
  return [{ name: 'start', status: 'SUCCESS' }, ...parts]
}

function chain(length: number, running: number): Spec[] {
  return Array.from({ length }, (_, n) => ({
    name: `step-${n}`,
    after: n === 0 ? [] : [`step-${n - 1}`],
    status: n === running ? 'RUNNING' : n < running ? 'SUCCESS' : 'INIT',
  }))
}

describe('the first view of a graph', () => {
  it.each([1, 7, 12])('is all of a step of %i at the same time, with words that can be read', (count) => {
    const scene = drawn([{ name: 'start' }, ...named('part', count, { after: ['start'] })], BAR.low)
    expect(seenOf(scene)).toHaveLength(count + 1)
    expect(scene.view.zoom).toBeGreaterThanOrEqual(READABLE)
  })

  it('is all of 21 tasks of which twelve come last', () => {
    const scene = drawn(TWENTY_ONE, BAR.low)
    expect(seenOf(scene)).toHaveLength(21)
    expect(scene.view.zoom).toBeGreaterThanOrEqual(READABLE)
  })

  it('is all of six steps', () => {
    const scene = drawn(chain(6, 2), BAR.low)
    expect(seenOf(scene)).toHaveLength(6)
    expect(scene.view.zoom).toBeGreaterThanOrEqual(READABLE)
  })

  it('holds what is running in a step too high to be seen, and as much around it as there is room for', () => {
    for (const running of [0, 14, 29]) {
      const scene = drawn(fan(running), BAR.high)
      const seen = seenOf(scene)
      expect(seen).toContain(`part-${running}`)
      expect(seen.length).toBeGreaterThanOrEqual(10)
    }
  })

  it('takes in what came before, where what is running is at the edge of a step', () => {
    const scene = drawn(fan(9), BAR.high)
    const seen = seenOf(scene)
    expect(seen).toContain('part-9')
    expect(seen).toContain('start')
  })

  it('is the place in a long chain where something is running, or its beginning', () => {
    expect(seenOf(drawn(chain(60, 30), BAR.high))).toEqual(
      expect.arrayContaining(['step-29', 'step-30', 'step-31']),
    )
    expect(seenOf(drawn(chain(60, 99), BAR.high))).toEqual(['step-0', 'step-1', 'step-2', 'step-3', 'step-4'])
  })

  it('begins where something failed rather than where nothing happens', () => {
    const scene = drawn([...chain(40, 99), { name: 'bad', after: ['step-39'], status: 'FAIL' }], BAR.high)
    expect(seenOf(scene)).toContain('bad')
  })

  it('leaves nothing empty where the graph goes on', () => {
    for (const running of [0, 14, 29]) {
      const { layout, room, view } = drawn(fan(running), BAR.high)
      expect(emptyStrip(layout, room, view)).toBeLessThanOrEqual(20)
    }
  })
})

/** Above or below a graph that is higher than its room. */
function emptyStrip({ height }: Layout, room: Room, { y, zoom }: View): number {
  return Math.max(y, room.height - (y + height * zoom))
}

describe('what can be read of a node', () => {
  it.each([
    [1, 'words'],
    [READABLE, 'words'],
    [0.8, 'words'],
    [0.79, 'name'],
    [0.45, 'name'],
    [0.44, 'shape'],
  ])('at %f is its %s', (zoom, sight) => {
    expect(sightAt(zoom)).toBe(sight)
  })
})
