import { randomUUID } from 'node:crypto'
import type { Account } from '@/e2e/support/simulator-control'
import { type Stack, startStack, testKeys } from '@/e2e/support/stack'
import { createGateway, type Gateway } from '@/lib/gateway/client'
import { systemPorts } from '@/lib/gateway/system-ports'
import { callAction, findActionId, signInForCookie } from './browserless'
import { table, takeTurns } from './samples'

const CALLS = { rounds: 60, warmup: 10 }
const DAY_MS = 24 * 3_600_000

/** The cancel action and the list route against the bare signed calls behind them, with the gateway at `latencyMs`. */
export async function benchCancelAndList(latencyMs: number): Promise<void> {
  const stack = await startStack({
    company: 'empty',
    simulator: { latencyMs },
    env: { ENOS_MAX_RPS: '10000' },
  })
  try {
    const account = await stack.control.createAccount({
      username: `bench-${randomUUID().slice(0, 8)}`,
      password: 'bench-pass-1',
    })
    const gateway = bareGateway(stack)
    const cookie = await signInForCookie(stack, account)
    console.log(`\nGateway at ${latencyMs} ms`)
    console.log(await benchList({ stack, account, gateway, cookie }))
    console.log(await benchCancel({ stack, account, gateway, cookie }))
  } finally {
    await stack.stop()
  }
}

type Side = { stack: Stack; account: Account; gateway: Gateway; cookie: string }

async function benchList({ stack, account, gateway, cookie }: Side): Promise<string> {
  for (let n = 0; n < 30; n++) await seed(stack, account)
  const now = Date.now()
  const samples = await takeTurns(
    [
      {
        label: 'three bare List calls',
        run: async () => {
          const lists = ([0, 1, 2] as const).map((type) =>
            gateway.listFlowInstances(account, {
              type,
              owner: account.username,
              expression: '',
              fromTriggerTime: now - 90 * DAY_MS,
              toTriggerTime: now + DAY_MS,
              statuses: [0, 2, 3, 5, 6, 9],
              page: 0,
              pageSize: 100,
              sort: { field: 'triggerTime', order: 'DESC' },
            }),
          )
          for (const list of await Promise.all(lists)) if (!list.ok) throw new Error(list.error.kind)
        },
      },
      {
        label: 'GET /api/instances',
        run: async () => {
          const answer = await fetch(`${stack.url}/api/instances`, { headers: { cookie } })
          if (!answer.ok) throw new Error(`The list answered ${answer.status}.`)
          await answer.arrayBuffer()
        },
      },
    ],
    CALLS,
  )
  return table(samples)
}

async function benchCancel({ stack, account, gateway, cookie }: Side): Promise<string> {
  const total = CALLS.rounds + CALLS.warmup
  const ids = { bare: [] as string[], action: [] as string[] }
  for (let n = 0; n < total; n++) {
    ids.bare.push(await seed(stack, account))
    ids.action.push(await seed(stack, account))
  }
  const action = findActionId('cancelFlowInstance')
  const samples = await takeTurns(
    [
      {
        label: 'bare signed Get + Cancel',
        run: async (round) => {
          const id = ids.bare[round] ?? ''
          const got = await gateway.getFlowInstance(account, id)
          if (!got.ok) throw new Error(got.error.kind)
          const reply = await gateway.cancelFlowInstance(account, id, { beforeSend: async () => true })
          if (!reply.sent || reply.verdict !== 'accepted')
            throw new Error('The bare cancel was not accepted.')
        },
      },
      {
        label: 'cancel action, recorded',
        run: async (round) => {
          const args = [{ flowInstId: ids.action[round], reason: 'stuck', note: '', key: randomUUID() }]
          const text = await callAction(stack, { id: action, cookie, args })
          if (!text.includes('"state":"accepted"'))
            throw new Error(`The action answered ${text.slice(0, 300)}`)
        },
      },
    ],
    CALLS,
  )
  return table(samples)
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
