import 'server-only'
import { STATUS_CODES } from '@/lib/shared/statuses'
import { flowInstancesCall, isWho } from './calls'
import type { CallOptions, Who } from './config'
import { badInput, type GatewayError, unexpectedShape } from './errors'
import type { Line } from './line'
import { isOneOwner } from './owners'
import { createPageBaseFinder, type PageBase } from './page-base'
import { readCall } from './read'
import { fail, ok, type Result } from './result'
import { isSortRefusal, rememberSortSpelling, type Sort, type Spelling, sorters } from './sort-fields'
import { type FlowInstance, type FlowInstancePage, parseFlowInstancePage, type ScheduleType } from './wire'

export type FlowInstanceSearch = {
  type: ScheduleType
  /** One username (not a user id). */
  owner: string
  /** Matches instance id and workflow name; '' for all. */
  expression: string
  /** Unix ms, inclusive. */
  fromTriggerTime: number
  /** Unix ms, exclusive. */
  toTriggerTime: number
  /** Status codes; [] for all. */
  statuses: readonly number[]
  /** From 0, whatever EnOS counts from. */
  page: number
  pageSize: number
  sort?: Sort | undefined
}

export type FlowInstanceList = {
  instances: FlowInstance[]
  /** As EnOS sent it: of this page or of all, which is not documented. */
  count: number
  /** Items that could not be read. */
  dropped: number
  last: boolean
  /** null until EnOS has shown that `count` is the total (enos-api.md 5.1). */
  total: number | null
  /** false when EnOS accepts no spelling of the sort field: the order is EnOS's own. */
  sorted: boolean
}

export type ListFlowInstances = (
  who: Who,
  search: FlowInstanceSearch,
  options?: CallOptions,
) => Promise<Result<FlowInstanceList>>

type PageAsked = { who: Who; search: FlowInstanceSearch; options: CallOptions }
type PageFound = { page: FlowInstancePage; spelling: Spelling }

const DAY_MS = 24 * 60 * 60_000
const PROBED_MS = 90 * DAY_MS
const SETTLED_MS = 5 * 60_000

/** List Flow Instances (enos-api.md 5.1), with what it learned about this gateway kept between calls. */
export function createListFlowInstances(line: Line): ListFlowInstances {
  const spelling = rememberSortSpelling(line.config.sortFields)
  const pageBase = createPageBaseFinder(line.config.pageBase, line.ports)
  let isCountTotal = false

  async function list(
    who: Who,
    search: FlowInstanceSearch,
    options: CallOptions = {},
  ): ReturnType<ListFlowInstances> {
    const wrong = checkSearch(who, search)
    if (wrong) return fail(wrong)
    const asked = { who, search, options }
    const base = await findBase(asked)
    const found =
      base === null && search.page === 0 ? await askBothBases(asked) : await askPage(asked, base ?? 1)
    return found.ok ? ok(toList(found.value, search)) : found
  }

  function findBase({ who, search, options }: PageAsked): Promise<PageBase | null> {
    const toTriggerTime = line.ports.now() - SETTLED_MS
    const past: FlowInstanceSearch = {
      ...search,
      expression: '',
      fromTriggerTime: toTriggerTime - PROBED_MS,
      toTriggerTime,
      statuses: Object.values(STATUS_CODES),
      page: 0,
      pageSize: 1,
      sort: { field: 'triggerTime', order: 'DESC' },
    }
    // Others wait for it too: one caller's signal does not end it.
    const probing = { who, search: past, options: { priority: options.priority } }
    return pageBase.find(JSON.stringify([who, search.owner, search.type]), async (pageNo) => {
      const found = await askPage(probing, pageNo)
      return found.ok ? ok(found.value.page) : found
    })
  }

  /** While the base is open, the first page is the one with content, and page 0 goes first. */
  async function askBothBases(asked: PageAsked): Promise<Result<PageFound>> {
    const [zero, one] = await Promise.all([askPage(asked, 0), askPage(asked, 1)])
    return zero.ok && zero.value.page.received > 0 ? zero : one
  }

  async function askPage({ who, search, options }: PageAsked, base: PageBase): Promise<Result<PageFound>> {
    const { sort } = search
    let tried: Spelling = sort ? spelling.of(sort.field) : 'none'
    for (;;) {
      const pageNo = base + search.page
      const found = await askOnce({ who, search, options }, { pageNo, sort, spelling: tried })
      if (found.ok) {
        if (sort) spelling.learn(sort.field, tried)
        return ok({ page: found.value, spelling: tried })
      }
      const next = sort && isSortRefusal(found.error) ? spelling.after(tried) : null
      if (next === null) return found
      tried = next
    }
  }

  async function askOnce(
    { who, search, options }: PageAsked,
    at: { pageNo: number; sort: Sort | undefined; spelling: Spelling },
  ): Promise<Result<FlowInstancePage>> {
    const { type, expression, owner, fromTriggerTime, toTriggerTime, statuses, pageSize } = search
    const order = at.sort ? sorters(at.sort, at.spelling) : {}
    const call = flowInstancesCall(who, 'search', {
      type,
      expression,
      owner,
      fromTriggerTime,
      toTriggerTime,
      status: statuses.join(','),
      pagination: { pageNo: at.pageNo, pageSize, ...order },
    })
    const reply = await readCall(line, call, options)
    if (!reply.ok) return reply
    const page = parseFlowInstancePage(reply.value.body)
    return page ? ok(page) : fail(unexpectedShape(reply.value.http))
  }

  function toList({ page, spelling: used }: PageFound, search: FlowInstanceSearch): FlowInstanceList {
    const { instances, received, dropped, count } = page
    if (count > (search.page + 1) * search.pageSize) isCountTotal = true
    return {
      instances: instances.map((instance) => ({ ...instance, type: search.type })),
      count,
      dropped,
      last: received < search.pageSize,
      total: isCountTotal ? count : null,
      sorted: search.sort !== undefined && used !== 'none',
    }
  }

  return list
}

function checkSearch(who: Who, search: FlowInstanceSearch): GatewayError | null {
  const { owner, page, pageSize, fromTriggerTime, toTriggerTime } = search
  if (!isWho(who)) return badInput('who')
  if (!isOneOwner(owner)) return badInput('owner')
  if (!Number.isSafeInteger(page) || page < 0) return badInput('page')
  if (!Number.isSafeInteger(pageSize) || pageSize < 1) return badInput('page')
  if (!Number.isSafeInteger(fromTriggerTime) || !Number.isSafeInteger(toTriggerTime))
    return badInput('window')
  return null
}
