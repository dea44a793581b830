import 'server-only'
import type { GatewayConfig, Ports } from './config'
import type { Result } from './result'
import type { FlowInstancePage } from './wire'

export type PageBase = 0 | 1

const ASK_AGAIN_MS = 60_000
const MOST_SEARCHES = 1000

/** Asks for page `pageNo` with one item, over a window that lies in the past. */
export type AskPage = (pageNo: PageBase) => Promise<Result<FlowInstancePage>>

export type PageBaseFinder = {
  /** The first page number, or null while it cannot be told. `search` names whose list is asked for. */
  find: (search: string, ask: AskPage) => Promise<PageBase | null>
}

/** Finds out once whether this gateway counts pages from 0 or 1: the documents disagree (enos-api.md 5.1). */
export function createPageBaseFinder(
  setting: GatewayConfig['pageBase'],
  ports: Pick<Ports, 'now'>,
): PageBaseFinder {
  let known: PageBase | null = setting === 'auto' ? null : setting
  let probe: Promise<void> | null = null
  const askAgainAt = new Map<string, number>()

  async function find(search: string, ask: AskPage): Promise<PageBase | null> {
    while (known === null && probe) await probe
    if (known !== null || ports.now() < (askAgainAt.get(search) ?? 0)) return known
    probe = probeOnce(search, ask).finally(() => {
      probe = null
    })
    await probe
    return known
  }

  async function probeOnce(search: string, ask: AskPage): Promise<void> {
    const [zero, one] = await Promise.all([ask(0), ask(1)])
    known = decide(zero, one)
    if (known !== null) return askAgainAt.clear()
    if (askAgainAt.size >= MOST_SEARCHES) askAgainAt.clear()
    askAgainAt.set(search, ports.now() + ASK_AGAIN_MS)
  }

  return { find }
}

function decide(zero: Result<FlowInstancePage>, one: Result<FlowInstancePage>): PageBase | null {
  if (!one.ok) return null
  if (!zero.ok) return zero.error.kind === 'rejected' && zero.error.code === 62102 ? 1 : null
  const [first, second] = [firstId(zero.value), firstId(one.value)]
  if (first === null && second === null) return null
  // With base 0, nothing can be on page 1 when page 0 is empty.
  if (first === null) return 1
  return first === second ? 1 : 0
}

function firstId(page: FlowInstancePage): string | null {
  return page.instances[0]?.flowInstId ?? null
}
