import type { Box, Place } from '@/components/graph/places'

type Drawing = { box: Box; direction: 'LR' | 'TB' }
/** Two nodes by their corners, and where the edge between them passes ranks. */
export type Route = { from: Place; to: Place; passes: readonly Place[] }
/** A place by the way that a graph is read, and across it. */
type Turned = { along: number; across: number }

const ARROW = { length: 7, half: 3.5 }

/** An edge as a path from the border of one node to that of another: it bends between ranks, and is straight beside nodes. */
export function edgeLine(route: Route, drawing: Drawing): string {
  const { start, end, sign, depth } = portsOf(route, drawing)
  const say = saying(drawing)
  let path = `M${say(start)}`
  let at = start
  for (const pass of route.passes) {
    const { along, across } = turned(pass, drawing)
    path += bend(at, { along: along - (sign * depth) / 2, across }, say)
    at = { along: along + (sign * depth) / 2, across }
    path += `L${say(at)}`
  }
  return path + bend(at, end, say)
}

/** The head of its arrow, as a closed path. */
export function edgeHead(route: Route, drawing: Drawing): string {
  const { end, sign } = portsOf(route, drawing)
  const say = saying(drawing)
  const { length, half } = ARROW
  const back = end.along - sign * length
  const corners = [-half, half].map((off) => say({ along: back, across: end.across + off }))
  return `M${say(end)}L${corners.join('L')}z`
}

function bend(from: Turned, to: Turned, say: (at: Turned) => string): string {
  if (from.across === to.across) return `L${say(to)}`
  const middle = (from.along + to.along) / 2
  return `C${say({ along: middle, across: from.across })} ${say({ along: middle, across: to.across })} ${say(to)}`
}

/** Where it leaves and arrives; a loop is closed by an edge that goes backwards. */
function portsOf(
  { from, to }: Route,
  drawing: Drawing,
): { start: Turned; end: Turned; sign: number; depth: number } {
  const { box, direction } = drawing
  const depth = direction === 'LR' ? box.width : box.height
  const middle = ({ x, y }: Place): Turned => turned({ x: x + box.width / 2, y: y + box.height / 2 }, drawing)
  const [start, end] = [middle(from), middle(to)]
  const sign = end.along < start.along ? -1 : 1
  return {
    start: { ...start, along: start.along + (sign * depth) / 2 },
    end: { ...end, along: end.along - (sign * depth) / 2 },
    sign,
    depth,
  }
}

function turned({ x, y }: Place, { direction }: Drawing): Turned {
  return direction === 'LR' ? { along: x, across: y } : { along: y, across: x }
}

function saying({ direction }: Drawing): (at: Turned) => string {
  return ({ along, across }) => (direction === 'LR' ? `${along},${across}` : `${across},${along}`)
}
