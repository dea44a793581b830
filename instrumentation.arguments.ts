import type { IncomingMessage } from 'node:http'

const DEEPEST = 8
const MOST_ARGUMENTS = 10

/** One argument, which every action refuses as input. */
const NOTHING = Buffer.from('[null]')

/**
 * Lets Next read the body of an action only if it is what our pages send: a list of plain values. React's format can say
 * far more (references, streams, forms of many parts), and Next ends in a 500 on all of it that makes no sense. The
 * body is held until it is whole; its size has been checked before.
 */
export function keepPlain(request: IncomingMessage): void {
  const push = request.push.bind(request)
  const parts: Buffer[] = []
  request.push = (part: Buffer | null) => {
    if (part !== null) return parts.push(part) > 0
    const body = Buffer.concat(parts)
    push(isPlainList(body.toString('utf8')) ? body : NOTHING)
    return push(null)
  }
}

/** Whether a text is a JSON list that React reads as it stands: no `$`, but where it is doubled, begins a string. */
export function isPlainList(text: string): boolean {
  try {
    const list: unknown = JSON.parse(text)
    return Array.isArray(list) && list.length <= MOST_ARGUMENTS && isPlain(list, 0)
  } catch {
    return false
  }
}

function isPlain(value: unknown, depth: number): boolean {
  if (typeof value === 'string') return !/^\$(?!\$)/.test(value)
  if (typeof value !== 'object' || value === null) return true
  return depth < DEEPEST && Object.values(value).every((item) => isPlain(item, depth + 1))
}
