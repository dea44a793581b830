import type { Box, Place } from '@/components/graph/fold'

type Drawing = { box: Box; direction: 'LR' | 'TB'; laneGap: number }
type Ends = { from: Place; to: Place }

const ARROW = { length: 7, half: 3.5 }

/** An edge as a path from the border of one node to that of another. */
export function edgeLine(ends: Ends, drawing: Drawing): string {
  const { from, to } = portsOf(ends, drawing)
  const isAcross = drawing.direction === 'LR'
  const along = isAcross ? to.x - from.x : to.y - from.y
  if (along > 0) {
    const bend = Math.max(18, along / 2)
    const [one, two] = isAcross
      ? [`${from.x + bend},${from.y}`, `${to.x - bend},${to.y}`]
      : [`${from.x},${from.y + bend}`, `${to.x},${to.y - bend}`]
    return `M${from.x},${from.y}C${one} ${two} ${to.x},${to.y}`
  }
  return wayBack({ from, to }, drawing)
}

/** To an earlier column: out, along the lane before the target's row, and in. */
function wayBack({ from, to }: Ends, { box, direction, laneGap }: Drawing): string {
  const out = 14
  if (direction === 'LR') {
    const lane = to.y - Math.sign(to.y - from.y || 1) * (box.height / 2 + laneGap)
    return `M${from.x},${from.y}h${out}V${lane}H${to.x - out}V${to.y}h${out}`
  }
  const lane = to.x - Math.sign(to.x - from.x || 1) * (box.width / 2 + laneGap)
  return `M${from.x},${from.y}v${out}H${lane}V${to.y - out}H${to.x}v${out}`
}

/** The head of its arrow, as a closed path. */
export function edgeHead(ends: Ends, drawing: Drawing): string {
  const { x, y } = portsOf(ends, drawing).to
  const { length, half } = ARROW
  return drawing.direction === 'LR'
    ? `M${x},${y}l${-length},${-half}v${half * 2}z`
    : `M${x},${y}l${-half},${-length}h${half * 2}z`
}

function portsOf({ from, to }: Ends, { box, direction }: Drawing): Ends {
  return direction === 'LR'
    ? {
        from: { x: from.x + box.width, y: from.y + box.height / 2 },
        to: { x: to.x, y: to.y + box.height / 2 },
      }
    : {
        from: { x: from.x + box.width / 2, y: from.y + box.height },
        to: { x: to.x + box.width / 2, y: to.y },
      }
}
