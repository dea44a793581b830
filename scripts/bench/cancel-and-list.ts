import { randomUUID } from 'node:crypto'
import type { Account } from '@/e2e/support/simulator-control'
import { type Stack, startStack, testKeys } from '@/e2e/support/stack'
import { findActionId, signInForCookie } from '@/e2e/support/without-browser'
import { createGateway, type Gateway } from '@/lib/gateway/client'
import { systemPorts } from '@/lib/gateway/system-ports'
import { callAction, getRoute } from './browserless'
import { type BenchSide, table, takeTurns } from './samples'

const DAY_MS = 24 * 3_600_000
const LATENCIES_MS = [0, 50]
const COUNTED = 100
// A server that has just started still interprets most of its code: both sides run this often before they count.
const WARMUP = 300

type Setting = { stack: Stack; account: Account; gateway: Gateway; cookie: string }

/**
 * The cancel action and the list route against the bare signed calls behind them, at each latency of the gateway.
 * `database`: `pglite`, or the URL of a PostgreSQL server.
 */
export async function benchCancelAndList(database: string): Promise<void> {
  const stack = await startStack({ company: 'empty', database, env: { ENOS_MAX_RPS: '10000' } })
  try {
    const account = await newAccount(stack)
    const setting = {
      stack,
      account,
      gateway: bareGateway(stack),
      cookie: await signInForCookie(stack, account),
    }
    await compare(stack, 'List of 30 active instances', await listSides(setting))
    await compare(stack, 'Cancel', await cancelSides(setting))
  } finally {
    await stack.stop()
  }
}

async function compare(stack: Stack, name: string, sides: BenchSide[]): Promise<void> {
  await stack.control.patchSettings({ latencyMs: 0 })
  await takeTurns(sides, { from: 0, rounds: WARMUP })
  for (const [n, latencyMs] of LATENCIES_MS.entries()) {
    await stack.control.patchSettings({ latencyMs })
    console.log(`\n${name}, gateway at ${latencyMs} ms, after ${WARMUP} uncounted rounds`)
    console.log(table(await takeTurns(sides, { from: WARMUP + n * COUNTED, rounds: COUNTED })))
  }
}

// The route shares a person's list for a second: so many people in turn that each asks EnOS again.
const PEOPLE = 100

async function listSides({ stack, gateway }: Setting): Promise<BenchSide[]> {
  const people: { account: Account; cookie: string }[] = []
  for (let n = 0; n < PEOPLE; n++) {
    const account = await newAccount(stack)
    for (let i = 0; i < 30; i++) await seed(stack, account)
    people.push({ account, cookie: await signInForCookie(stack, account) })
  }
  const personOf = (round: number) => people[round % PEOPLE] as (typeof people)[number]
  const now = Date.now()
  const searchOf = (type: 0 | 1 | 2, owner: string) => ({
    type,
    owner,
    expression: '',
    fromTriggerTime: now - 90 * DAY_MS,
    toTriggerTime: now + DAY_MS,
    statuses: [0, 2, 3, 5, 6, 9],
    page: 0,
    pageSize: 100,
    sort: { field: 'triggerTime', order: 'DESC' } as const,
  })
  return [
    {
      label: 'three bare List calls',
      run: async (round) => {
        const { account } = personOf(round)
        const lists = await Promise.all(
          ([0, 1, 2] as const).map((type) =>
            gateway.listFlowInstances(account, searchOf(type, account.username)),
          ),
        )
        for (const list of lists) if (!list.ok) throw new Error(list.error.kind)
      },
    },
    {
      label: 'GET /api/instances',
      run: async (round) => {
        await getRoute(stack, { path: '/api/instances', cookie: personOf(round).cookie })
      },
    },
  ]
}

async function cancelSides({ stack, account, gateway, cookie }: Setting): Promise<BenchSide[]> {
  const ids = { bare: [] as string[], action: [] as string[] }
  for (let n = 0; n < WARMUP + LATENCIES_MS.length * COUNTED; n++) {
    ids.bare.push(await seed(stack, account))
    ids.action.push(await seed(stack, account))
  }
  const action = findActionId('cancelFlowInstance')
  return [
    {
      label: 'bare signed Get + Cancel',
      run: async (round) => {
        const id = ids.bare[round] ?? ''
        const got = await gateway.getFlowInstance(account, id)
        if (!got.ok) throw new Error(got.error.kind)
        const reply = await gateway.cancelFlowInstance(account, id, { beforeSend: async () => true })
        if (!reply.sent || reply.verdict !== 'accepted') throw new Error('The bare cancel was not accepted.')
      },
    },
    {
      label: 'cancel action, recorded',
      run: async (round) => {
        const args = [{ flowInstId: ids.action[round], reason: 'stuck', note: '', key: randomUUID() }]
        const text = await callAction(stack, { id: action, cookie, args })
        if (!text.includes('"state":"accepted"')) throw new Error(`The action answered ${text.slice(0, 300)}`)
      },
    },
  ]
}

function newAccount(stack: Stack): Promise<Account> {
  const username = `bench-${randomUUID().slice(0, 8)}`
  return stack.control.createAccount({ username, password: 'bench-pass-1' })
}

async function seed(stack: Stack, { username }: Account): Promise<string> {
  const made = await stack.control.seedInstance({
    owners: [username],
    type: 1,
    status: 'RUNNING',
    cancelDelayMs: 200,
  })
  return made.flowInstId
}

function bareGateway(stack: Stack): Gateway {
  const config = { timeoutMs: 10_000, maxRps: 10_000, pageBase: 1, sortFields: 'camel' } as const
  return createGateway({ ...config, ...testKeys, url: stack.gatewayUrl }, systemPorts)
}
