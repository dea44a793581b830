import { type Call, isRecord } from './call'
import { REFUSED, type Result } from './refusal'
import type { Settings } from './settings'
import { readSorters, type Sorter } from './sorters'

export type ListRequest = {
  type: number
  expression: string
  owner: string
  from: number
  to: number
  statuses: ReadonlySet<number> | undefined
  /** Number of pages before the one asked for. */
  skipPages: number
  pageSize: number
  sorters: Sorter[]
}

export type Read<T> = { value: T; refusal?: undefined } | { value?: undefined; refusal: Result }

const FIELDS = ['type', 'expression', 'owner', 'fromTriggerTime', 'toTriggerTime', 'status', 'pagination']

/** Reads the body of List Flow Instances by its documented types (enos-api.md 5.1). */
export function readListRequest(call: Call, settings: Settings): Read<ListRequest> {
  const { body } = call
  if (!isRecord(body)) return wrong(call, 'body is not a JSON object')
  for (const name of Object.keys(body))
    if (!FIELDS.includes(name)) call.complain('undocumented-parameter', `body field ${name}`)
  const { type, expression = '', owner, fromTriggerTime: from, toTriggerTime: to, status } = body
  if (type !== 0 && type !== 1 && type !== 2) return wrong(call, 'type is 0, 1 or 2')
  if (typeof expression !== 'string') return wrong(call, 'expression is a string')
  if (typeof owner !== 'string') return wrong(call, 'owner is a mandatory string')
  if (!isWhole(from) || !isWhole(to)) return wrong(call, 'both trigger times are mandatory numbers')
  if (typeof status !== 'string' || !/^(-?\d+(,-?\d+)*)?$/.test(status))
    return wrong(call, 'status is a mandatory string of codes')
  const page = readPage(call, settings)
  if (page.refusal) return page
  const name = owner.replaceAll(';', '').trim()
  if (owner !== '' && name === '') call.complain('blank-owner', 'an owner of blanks counts as no filter')
  const statuses = status === '' ? undefined : new Set(status.split(',').map(Number))
  return {
    value: { type, expression, owner: name === '' ? '' : owner, from, to, statuses, ...page.value },
  }
}

type Page = Pick<ListRequest, 'skipPages' | 'pageSize' | 'sorters'>

function readPage(call: Call, settings: Settings): Read<Page> {
  const pagination = isRecord(call.body) ? call.body.pagination : undefined
  if (!isRecord(pagination)) return wrong(call, 'pagination is mandatory')
  for (const name of Object.keys(pagination))
    if (!['pageNo', 'pageSize', 'sorters'].includes(name))
      call.complain('undocumented-parameter', `pagination field ${name}`)
  const { pageNo, pageSize, sorters = [] } = pagination
  if (!isWhole(pageNo) || pageNo < 0) return wrong(call, 'pageNo is a mandatory whole number')
  if (!isWhole(pageSize) || pageSize < 1) return wrong(call, 'pageSize is a mandatory positive number')
  const read = readSorters(call, sorters, settings.sorterSpelling)
  if (read.refusal) return read
  // A probe for the base asks for page 0 on purpose, so it is refused without complaint.
  if (pageNo === 0 && settings.pageBase === 1 && settings.pageZero === 'refuse')
    return { refusal: REFUSED.parameter }
  return { value: { skipPages: Math.max(0, pageNo - settings.pageBase), pageSize, sorters: read.value } }
}

function isWhole(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value)
}

function wrong(call: Call, reason: string): { refusal: Result } {
  call.complain('bad-parameter', reason)
  return { refusal: REFUSED.parameter }
}
