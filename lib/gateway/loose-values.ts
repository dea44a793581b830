import 'server-only'
import type { JsonObject } from './reply'

// EnOS types are not reliable: numbers come as strings, ids as numbers, JSON inside strings (enos-api.md 10.5).

export function asObject(value: unknown): JsonObject | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  return value as JsonObject
}

/** The text, or null for nothing, blank and the word null. NUL and lone surrogates, which PostgreSQL refuses, are replaced. */
export function asText(value: unknown): string | null {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  if (typeof value !== 'string') return null
  const text = value.replace(/[\0\p{Cs}]/gu, '\uFFFD').trim()
  return text === '' || text === 'null' ? null : text
}

/** Names and times are kept for ever: none is longer than this in EnOS (characters). */
const LONGEST = 500

export function shortText(value: unknown): string | null {
  return asText(value)?.slice(0, LONGEST).toWellFormed() ?? null
}

export function asNumber(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value !== 'string' || !/^\s*-?\d+(\.\d+)?\s*$/.test(value)) return null
  return Number(value)
}

export function asInteger(value: unknown): number | null {
  const number = asNumber(value)
  return number !== null && Number.isSafeInteger(number) ? number : null
}

export function asBoolean(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value
  // An object may have its own idea of `toString`.
  if (typeof value !== 'string' && typeof value !== 'number') return null
  const text = String(value).trim().toLowerCase()
  if (text === 'true' || text === '1') return true
  if (text === 'false' || text === '0') return false
  return null
}

/** JSON text unpacked (also when packed twice); anything else as it is. Broken JSON is undefined. */
export function unpackJson(value: unknown): unknown {
  let unpacked = value
  for (let depth = 0; depth < 2 && typeof unpacked === 'string'; depth++) {
    try {
      unpacked = JSON.parse(unpacked)
    } catch {
      return undefined
    }
  }
  return unpacked
}

/** Reads a field by any of its names, in camelCase, snake_case or mixed; the first that holds something wins. */
export type Fields = (...names: string[]) => unknown

export function readFields(object: JsonObject): Fields {
  const values = new Map<string, unknown>()
  for (const [key, value] of Object.entries(object)) {
    const name = plainName(key)
    if (values.get(name) == null) values.set(name, value)
  }
  return (...names) => {
    for (const name of names) {
      const value = values.get(plainName(name))
      if (value != null) return value
    }
    return undefined
  }
}

function plainName(key: string): string {
  return key.replaceAll('_', '').toLowerCase()
}
