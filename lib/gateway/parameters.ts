import 'server-only'
import { asObject, readFields, unpackJson } from './loose-values'

export type Parameter = { key: string; value: string }

/** Global parameters, sent as JSON text, a list of `{key, value}` or a map (enos-api.md 5.2). Unreadable ones are none. */
export function parseParameters(value: unknown): Parameter[] {
  const unpacked = unpackJson(value)
  if (Array.isArray(unpacked)) return unpacked.flatMap(parsePair)
  return Object.entries(asObject(unpacked) ?? {}).map(([key, entry]) => ({ key, value: asPlainText(entry) }))
}

function parsePair(item: unknown): Parameter[] {
  const field = readFields(asObject(item) ?? {})
  const key = field('key')
  if (typeof key !== 'string' && typeof key !== 'number') return []
  return [{ key: String(key), value: asPlainText(field('value')) }]
}

// Blanks and the empty text mean something in a parameter, so they are kept.
function asPlainText(value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'object' ? jsonOf(value) : String(value)
}

/** JSON.parse takes any depth, JSON.stringify does not. */
function jsonOf(value: object): string {
  try {
    return JSON.stringify(value)
  } catch {
    return ''
  }
}
