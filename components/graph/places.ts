export type Place = { x: number; y: number }
export type Box = { width: number; height: number }
export type Room = { width: number; height: number }
export type Layout = Box & {
  /** Where each node stands, by its upper left corner. */
  places: Place[]
  /** For each edge, from its source on: where it passes the middle of a rank, beside its nodes. */
  passes: Place[][]
}

/** Names and words drawn at this size are read with ease, at 12 and 11 px. */
export const READABLE = 0.9

/** How far a drawing must be shrunk, or may be blown up, to be seen whole. */
export function scaleToFit({ width, height }: Box, room: Room): number {
  return Math.min(room.width / width, room.height / height)
}

/** The least frame around places, each of which takes a box; nothing stands before 0,0. */
export function sizeOf(places: readonly Place[], box: Box): Box {
  let [width, height] = [0, 0]
  for (const { x, y } of places) {
    width = Math.max(width, x + box.width)
    height = Math.max(height, y + box.height)
  }
  return { width, height }
}
