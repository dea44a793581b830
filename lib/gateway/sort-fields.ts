import 'server-only'
import type { GatewayConfig } from './config'
import type { GatewayError } from './errors'
import type { JsonObject } from './reply'

export type SortField = 'triggerTime' | 'startTime' | 'endTime'
export type Sort = { field: SortField; order: 'ASC' | 'DESC' }
export type Spelling = 'camel' | 'snake' | 'none'

const NEXT: Readonly<Record<Spelling, Spelling | null>> = { camel: 'snake', snake: 'none', none: null }

/** Remembers how this gateway spells sort fields: the documents disagree (enos-api.md 5.1). */
export type SortSpelling = {
  of: (field: SortField) => Spelling
  /** The spelling to try after `refused`, or null when there is none. */
  after: (refused: Spelling) => Spelling | null
  learn: (field: SortField, spelling: Spelling) => void
}

export function rememberSortSpelling(setting: GatewayConfig['sortFields']): SortSpelling {
  const known = new Map<SortField, Spelling>()
  let accepted: Spelling = 'camel'
  return {
    of: (field) => (setting === 'auto' ? (known.get(field) ?? accepted) : setting),
    after: (refused) => (setting === 'auto' ? NEXT[refused] : null),
    learn: (field, spelling) => {
      known.set(field, spelling)
      // That one field cannot be sorted by says nothing about the others.
      if (spelling !== 'none') accepted = spelling
    },
  }
}

export function sorters({ field, order }: Sort, spelling: Spelling): JsonObject {
  if (spelling === 'none') return {}
  const name = spelling === 'camel' ? field : field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  return { sorters: [{ field: name, order }] }
}

/** 62102 about the sorters; the older wording is "illegal sorted by field". */
export function isSortRefusal(error: GatewayError): boolean {
  return error.kind === 'rejected' && error.code === 62102 && /sort|排序/i.test(error.text)
}
