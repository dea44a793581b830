// A control string ends with BEL or ST; one that does not is text for all anybody knows, and only its beginning goes.
const STRING =
  '(?:\\x1b[\\]PX^_]|[\\x90\\x98\\x9d-\\x9f])[^\\n\\x07\\x1b\\x90\\x98\\x9c-\\x9f]*(?:\\x07|\\x1b\\\\|\\x9c)'
const INTRODUCER = '(?:\\x1b\\[|\\x9b)'
const CSI = `${INTRODUCER}[0-?]*[ -/]*[@-~]?`
const ESCAPE = '\\x1b[ -/]*[0-~]?'
// Control characters but tab, line feed and carriage return; what breaks lines or turns their direction.
const CONTROL = '[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]'

const NOISE = new RegExp(`${STRING}|${CSI}|${ESCAPE}|${CONTROL}`, 'g')
const HINT = new RegExp(`${CONTROL}|\\r`)

/** Whether a text has anything that is not shown. */
export function hasNoise(text: string): boolean {
  return HINT.test(text)
}

/** The text that people read, line by line as it was: no escape sequence, control character or rewritten progress. */
export function cleanLog(raw: string): string {
  if (!hasNoise(raw)) return raw
  const text = raw.replace(NOISE, '').replaceAll('\r\n', '\n')
  return text.includes('\r') ? text.split('\n').map(settle).join('\n') : text
}

/** A carriage return goes back to the start of its line: what was written last is what stands there. */
function settle(line: string): string {
  let end = line.length
  while (end > 0 && line[end - 1] === '\r') end--
  return line.slice(end === 0 ? 0 : line.lastIndexOf('\r', end - 1) + 1, end)
}

export type Part = { kind: 'text'; text: string } | { kind: 'return' } | { kind: 'style'; parameters: string }

const STYLE = new RegExp(`^${INTRODUCER}([0-9;:]*)m$`)

/** Every change of style in a text, in order. */
export const STYLES = new RegExp(`${INTRODUCER}([0-9;:]*)m`, 'g')

/** One line as what is written, where it goes back to its start, and how colours change on the way. */
export function partsOf(rawLine: string): Part[] {
  const parts: Part[] = []
  const write = (text: string): void => {
    for (const [n, piece] of text.split('\r').entries()) {
      if (n > 0) parts.push({ kind: 'return' })
      if (piece !== '') parts.push({ kind: 'text', text: piece })
    }
  }
  let done = 0
  for (const match of rawLine.matchAll(NOISE)) {
    write(rawLine.slice(done, match.index))
    done = match.index + match[0].length
    const parameters = STYLE.exec(match[0])?.[1]
    if (parameters !== undefined) parts.push({ kind: 'style', parameters })
  }
  write(rawLine.slice(done))
  return parts
}
