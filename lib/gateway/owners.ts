import 'server-only'
import { asText } from './loose-values'

/** They are kept with each cancellation for ever. */
const MOST_OWNERS = 1_000

/** Usernames of an owner string; stray semicolons and blanks are dropped (enos-api.md 10.5, trap 2). */
export function parseOwners(value: unknown): string[] {
  const parts = Array.isArray(value) ? value.map((part) => asText(part) ?? '') : [asText(value) ?? '']
  const names = parts.flatMap((part) => part.split(';')).map((name) => name.trim())
  return [...new Set(names.filter((name) => name !== ''))].slice(0, MOST_OWNERS)
}

/** Whether `owner` names exactly one person: an empty one would list the whole organization (traps 11, 21). */
export function isOneOwner(owner: string): boolean {
  return owner.trim() !== '' && !/[;\p{Cc}]/u.test(owner)
}
