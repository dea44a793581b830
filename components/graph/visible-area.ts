import type { View } from '@/components/graph/opening-view'
import type { Box, Place, Room } from '@/components/graph/places'

/** A part of a drawing, in its own measure. */
export type Area = { left: number; top: number; right: number; bottom: number }

/** What is drawn on each side of what is seen, of its size: who moves a little finds it there. */
const AROUND = 0.25
/** So much more than is needed is drawn before it is let go. */
const MOST_TIMES = 2

function seenArea({ x, y, zoom }: View, { width, height }: Room): Area {
  return { left: -x / zoom, top: -y / zoom, right: (width - x) / zoom, bottom: (height - y) / zoom }
}

/** What to draw for a view: the same as before while that holds it and is not far too much. */
export function areaFor(view: View, room: Room, before: Area | null): Area {
  const seen = seenArea(view, room)
  const [width, height] = [seen.right - seen.left, seen.bottom - seen.top]
  const isHeld =
    before !== null &&
    before.left <= seen.left &&
    before.top <= seen.top &&
    before.right >= seen.right &&
    before.bottom >= seen.bottom
  if (isHeld && before.right - before.left <= width * MOST_TIMES) return before
  return {
    left: seen.left - width * AROUND,
    top: seen.top - height * AROUND,
    right: seen.right + width * AROUND,
    bottom: seen.bottom + height * AROUND,
  }
}

export function isWithin(area: Area, at: Place, { width, height }: Box): boolean {
  return at.x <= area.right && at.x + width >= area.left && at.y <= area.bottom && at.y + height >= area.top
}
