import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Stack, startStack } from '@/e2e/support/stack'
import { findActionId, signInForCookie } from '@/e2e/support/without-browser'
import { callAction, getRoute } from './browserless'
import { quantile } from './samples'

/** How often the list page asks for open cancellations (ms). */
const POLL_MS = 2_000
/** EnOS takes one of these to stop an instance: evenly spread (ms). */
const FASTEST_MS = 1_000
const SLOWEST_MS = 20_000
/** So that all of one person's endings fit into one answer. */
const MOST_OF_ONE = 50
const ALONE_ROUNDS = 12
const MANY = 200

type Wish = { flowInstId: string; seenAt: number }
type Person = { username: string; cookie: string; wishes: Wish[] }

/** From EnOS's final status until the page's poll shows it, and what that takes of the gateway. At the real pace. */
export async function benchFollowing(database: string): Promise<void> {
  const stack = await startStack({ company: 'empty', database })
  try {
    const alone: Wish[] = []
    for (let n = 0; n < ALONE_ROUNDS; n++) {
      alone.push(...(await follow(stack, { count: 1, delayOf: () => spread(n, ALONE_ROUNDS) })))
    }
    await print(stack, '1 open', alone)
    await print(stack, '200 open', await followMany(stack))
  } finally {
    await stack.stop()
  }
  // Asking for them takes most of the 20 calls a second that are the default, and people go first.
  const wide = await startStack({ company: 'empty', database, env: { ENOS_MAX_RPS: '100' } })
  try {
    await print(wide, '200 open, up to 100 calls a second', await followMany(wide))
  } finally {
    await wide.stop()
  }
}

function followMany(stack: Stack): Promise<Wish[]> {
  return follow(stack, { count: MANY, delayOf: (n) => spread(n, MANY) })
}

function spread(n: number, of: number): number {
  return Math.round(FASTEST_MS + ((SLOWEST_MS - FASTEST_MS) * (n + 0.5)) / of)
}

async function follow(
  stack: Stack,
  { count, delayOf }: { count: number; delayOf: (n: number) => number },
): Promise<Wish[]> {
  const people = await Promise.all(
    Array.from({ length: Math.ceil(count / MOST_OF_ONE) }, () => newPerson(stack)),
  )
  const id = findActionId('cancelFlowInstance')
  const asking: Promise<void>[] = []
  for (let n = 0; n < count; n++) {
    const person = people[n % people.length] as Person
    const { flowInstId } = await stack.control.seedInstance({
      owners: [person.username],
      type: 1,
      status: 'RUNNING',
      cancelDelayMs: delayOf((n * 7) % count),
    })
    asking.push(cancel(stack, { id, person, flowInstId }))
    // People's requests come one after the other; together they stay under the ceiling of calls.
    if (count > 1) await sleep(120)
  }
  const polling = people.map((person) => pollUntilEnded(stack, { person, asked: Promise.all(asking) }))
  await Promise.all([...asking, ...polling])
  return people.flatMap(({ wishes }) => wishes)
}

async function cancel(
  stack: Stack,
  { id, person, flowInstId }: { id: string; person: Person; flowInstId: string },
): Promise<void> {
  person.wishes.push({ flowInstId, seenAt: 0 })
  const args = [{ flowInstId, reason: 'stuck', note: '', key: randomUUID() }]
  const text = await callAction(stack, { id, cookie: person.cookie, args })
  if (!text.includes('"ok":true')) throw new Error(`The action answered ${text.slice(0, 300)}`)
}

/** As a tab does: once every two seconds, from a moment of its own. */
async function pollUntilEnded(
  stack: Stack,
  { person, asked }: { person: Person; asked: Promise<unknown> },
): Promise<void> {
  await sleep(Math.random() * POLL_MS)
  let areAllAsked = false
  asked.then(
    () => {
      areAllAsked = true
    },
    () => undefined,
  )
  while (!areAllAsked || person.wishes.some(({ seenAt }) => seenAt === 0)) {
    const text = await getRoute(stack, { path: '/api/cancellations/open', cookie: person.cookie })
    const { untold } = JSON.parse(text) as { untold: { flowInstId: string }[] }
    const ended = new Set(untold.map(({ flowInstId }) => flowInstId))
    for (const wish of person.wishes) if (ended.has(wish.flowInstId)) wish.seenAt ||= Date.now()
    await sleep(POLL_MS)
  }
}

async function print(stack: Stack, label: string, wishes: Wish[]): Promise<void> {
  const lateMs: number[] = []
  const calls: number[] = []
  for (const { flowInstId, seenAt } of wishes) {
    const { endTime } = await stack.control.instance(flowInstId)
    lateMs.push(seenAt - (endTime ?? seenAt))
    calls.push((await stack.control.calls({ flowInstId })).length)
  }
  const seconds = (q: number): string => `${(quantile(lateMs, q) / 1000).toFixed(1)} s`
  const mean = calls.reduce((sum, n) => sum + n, 0) / calls.length
  console.log(
    `  ${label.padEnd(34)}  seen after p50 ${seconds(0.5)}, p95 ${seconds(0.95)}; gateway calls for one: ${mean.toFixed(1)} (most ${Math.max(...calls)}), with its read and its POST   (${wishes.length} cancellations)`,
  )
}

async function newPerson(stack: Stack): Promise<Person> {
  const username = `bench-${randomUUID().slice(0, 8)}`
  const account = await stack.control.createAccount({ username, password: 'bench-pass-1' })
  return { username, cookie: await signInForCookie(stack, account), wishes: [] }
}
