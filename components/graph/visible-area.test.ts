import { describe, expect, it } from 'vitest'
import { areaFor, isWithin } from '@/components/graph/visible-area'

const room = { width: 1000, height: 500 }
const opening = { x: 0, y: 0, zoom: 1 }
const area = areaFor(opening, room, null)

describe('the part of a drawing that is drawn', () => {
  it('is what is seen, and a quarter more on each side', () => {
    expect(area).toEqual({ left: -250, top: -125, right: 1250, bottom: 625 })
  })

  it.each([
    ['stays while a small move keeps to it', { x: -200, y: 100, zoom: 1 }, true],
    ['goes along with a long one', { x: -600, y: 0, zoom: 1 }, false],
    ['grows with what is seen from further away', { x: 0, y: 0, zoom: 0.4 }, false],
    ['stays when looked at a little closer', { x: 0, y: 0, zoom: 1.2 }, true],
    ['is let go when it is far more than is seen', { x: 0, y: 0, zoom: 2.1 }, false],
  ])('%s', (_, view, isKept) => {
    const next = areaFor(view, room, area)
    expect(next === area).toBe(isKept)
    const seen = { x: -view.x / view.zoom, y: -view.y / view.zoom }
    expect(isWithin(next, seen, { width: 1, height: 1 })).toBe(true)
  })

  it('holds what reaches into it, and nothing beside it', () => {
    const box = { width: 176, height: 32 }
    expect(isWithin(area, { x: -426, y: 0 }, box)).toBe(true)
    expect(isWithin(area, { x: -427, y: 0 }, box)).toBe(false)
    expect(isWithin(area, { x: 0, y: 625 }, box)).toBe(true)
    expect(isWithin(area, { x: 0, y: 626 }, box)).toBe(false)
  })
})
