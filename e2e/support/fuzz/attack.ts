import type { Door, FuzzRequest, World } from './door'
import { findFault } from './judge'
import { randomFrom } from './random'
import { exchange, type RawAnswer } from './wire'

const AT_ONCE = 12
const ANSWER_LIMIT_MS = 30_000
const MOST_FAULTS = 40

export type Fault = { n: number; door: string; fault: string; request: FuzzRequest; answer: RawAnswer | null }

export type Report = {
  faults: Fault[]
  /** Per door: how often each status was answered. */
  statuses: Map<string, Map<string, number>>
  requests: number
  slowestMs: number
}

type Planned = { n: number; door: Door }

/** Every request of every door, in one order: the same seed gives the same requests. `only`: just that one. */
export async function attack(
  world: World,
  { doors, seed, only }: { doors: readonly Door[]; seed: number; only: number | null },
): Promise<Report> {
  const report: Report = { faults: [], statuses: new Map(), requests: 0, slowestMs: 0 }
  const plan = interleave(doors).map((door, n): Planned => ({ n, door }))
  const queue = only === null ? plan : plan.filter(({ n }) => n === only)
  const url = new URL(world.origin)
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const { n, door } = next
      const request = door.make(randomFrom(seed * 1_000_003 + n), world)
      const answer = await exchange(url, request, ANSWER_LIMIT_MS).catch(() => null)
      const fault = answer ? findFault(request, answer, world) : `no answer after ${ANSWER_LIMIT_MS} ms`
      count(report, door.name, answer)
      if (fault && report.faults.length < MOST_FAULTS)
        report.faults.push({ n, door: door.name, fault, request, answer })
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return report
}

/** Doors take turns, each as often as it asks for, so that they meet one another. */
function interleave(doors: readonly Door[]): Door[] {
  const total = doors.reduce((sum, { count }) => sum + count, 0)
  const places = doors.flatMap((door, index) =>
    Array.from({ length: door.count }, (_, n) => ({ at: ((n + 0.5) / door.count) * total, index, door })),
  )
  return places.sort((a, b) => a.at - b.at || a.index - b.index).map(({ door }) => door)
}

function count(report: Report, door: string, answer: RawAnswer | null): void {
  const statuses = report.statuses.get(door) ?? new Map<string, number>()
  const status = answer === null ? 'hang' : String(answer.status ?? 'closed')
  report.statuses.set(door, statuses.set(status, (statuses.get(status) ?? 0) + 1))
  report.requests += 1
  report.slowestMs = Math.max(report.slowestMs, answer?.ms ?? ANSWER_LIMIT_MS)
}

/** One line a door: how many requests, and what was answered. */
export function tableOf({ statuses, requests }: Report): string {
  const lines = [...statuses].map(([door, answers]) => {
    const total = [...answers.values()].reduce((sum, n) => sum + n, 0)
    const shares = [...answers].sort().map(([status, n]) => `${status}×${n}`)
    return `${String(total).padStart(6)}  ${door.padEnd(36)} ${shares.join('  ')}`
  })
  return [...lines.sort(), `${String(requests).padStart(6)}  in all`].join('\n')
}

/** What one has to know of a fault, with how to see it again. */
export function describeFault(seed: number, { n, door, fault, request, answer }: Fault): string {
  const { method, target, headers, body = '', as } = request
  const shown = headers
    .filter(([name]) => name !== 'Cookie')
    .map(([name, value]) => `${name}: ${value.slice(0, 200)}`)
  return [
    `${fault} · ${door} · FUZZ_SEED=${seed} FUZZ_ONLY=${n}`,
    `  ${method} ${JSON.stringify(target.slice(0, 300))} as ${as}${request.isChunked ? ', chunked' : ''}`,
    ...shown.map((line) => `  ${line}`),
    `  body: ${JSON.stringify(String(body).slice(0, 300))} (${body.length})`,
    `  answer: ${answer?.status ?? 'none'} ${JSON.stringify(answer?.body.slice(0, 300) ?? '')}`,
  ].join('\n')
}
