import type { Settings } from './settings'

const MIXED_SNAKE: ReadonlySet<string> = new Set(['doAs', 'taskName', 'taskId'])

/** A value with its keys spelled as the settings say; the documents show three styles (enos-api.md 5.2). */
export function spellKeys(value: unknown, style: Settings['graphKeys']): unknown {
  return style === 'camel' ? value : snakeKeys(value, style === 'mixed')
}

function snakeKeys(value: unknown, isMixed: boolean): unknown {
  if (Array.isArray(value)) return value.map((part) => snakeKeys(part, isMixed))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [
      isMixed && !MIXED_SNAKE.has(key) ? key : key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      snakeKeys(part, isMixed),
    ]),
  )
}
