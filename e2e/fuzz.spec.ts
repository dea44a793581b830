import { readFileSync } from 'node:fs'
import { expect, newAccount, test } from './fixtures'
import { actionDoors } from './support/fuzz/action-doors'
import { attack, describeFault, type Report, tableOf } from './support/fuzz/attack'
import { authDoors } from './support/fuzz/auth-doors'
import type { World } from './support/fuzz/door'
import { headerDoors } from './support/fuzz/header-doors'
import { pageDoors } from './support/fuzz/page-doors'
import { travel } from './support/journey'
import type { Stack } from './support/stack'
import { findActionId, readCsrf, signInForCookie, signOutCookie } from './support/without-browser'

// The same seed sends the same requests; FUZZ_ONLY sends just one of them.
const seed = Number(process.env.FUZZ_SEED || 20_261_122)
const only = process.env.FUZZ_ONLY ? Number(process.env.FUZZ_ONLY) : null
const doors = [...pageDoors, ...headerDoors, ...actionDoors, ...authDoors]
const FEWEST_REQUESTS = 5_000
const MOST_GROWTH_MIB = 600

// EnOS is not what holds requests up here, and each sign-in may say where it comes from.
test.use({ stackOptions: { env: { ENOS_MAX_RPS: '2000', TRUSTED_PROXIES: '1' } } })

test('bad input at every door ends in an answer, and in nothing else', async ({ page, stack }) => {
  test.setTimeout(900_000)
  const world = await prepare(stack)
  const logBefore = stack.serverLog().length
  const memoryBefore = memoryOf(stack)
  const startedAt = Date.now()
  const report = await attack(world, { doors, seed, only })
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1)
  const grownMiB = Math.round(memoryOf(stack) - memoryBefore)
  console.log(`${tableOf(report)}\n${seconds} s, slowest ${Math.round(report.slowestMs)} ms, seed ${seed}`)
  console.log(`memory grew by ${grownMiB} MiB`)

  expect(describeFaults(report)).toBe('')
  if (only === null) expect(report.requests).toBeGreaterThanOrEqual(FEWEST_REQUESTS)
  expect(unexpectedLines(stack.serverLog().slice(logBefore))).toEqual([])
  expect(grownMiB).toBeLessThan(MOST_GROWTH_MIB)
  await expectNothingDone(stack, world)
  await travel({ page, stack, account: await newAccount(stack) })
})

async function prepare(stack: Stack): Promise<World> {
  const [account, other] = [await newAccount(stack), await newAccount(stack)]
  const run = async (owner: string): Promise<string> =>
    (await stack.control.seedInstance({ type: 1, status: 'RUNNING', owners: [owner] })).flowInstId
  const ended = await signInForCookie(stack, account)
  await signOutCookie(stack, ended)
  return {
    origin: stack.url,
    cookies: { nobody: '', 'ended session': ended, 'signed in': await signInForCookie(stack, account) },
    csrf: await readCsrf(stack),
    actions: {
      cancel: findActionId('cancelFlowInstance'),
      claim: findActionId('claimEndings'),
      askAgain: findActionId('askAgain'),
      checkNow: findActionId('checkNow'),
      pauseSchedule: findActionId('pauseSchedule'),
      resumeSchedule: findActionId('resumeSchedule'),
      runAgain: findActionId('runAgain'),
    },
    bait: [await run(account.username), await run(account.username), await run(account.username)],
    foreign: await run(other.username),
  }
}

/** No cancel and no act on a workflow reached EnOS, none is recorded, nothing malformed was sent upstream, and everything still runs. */
async function expectNothingDone(stack: Stack, { bait, foreign }: World): Promise<void> {
  expect(await stack.control.calls({ operation: 'flowInstances.cancel' })).toEqual([])
  for (const operation of ['flows.disable', 'flows.enable', 'flows.trigger'])
    expect(await stack.control.calls({ operation })).toEqual([])
  expect(await stack.control.protocolErrors()).toEqual([])
  for (const id of [...bait, foreign]) {
    expect(await stack.control.instance(id)).toMatchObject({ statusDesc: 'RUNNING', cancelCount: 0 })
  }
  // A lead sees every record of the organization.
  const lead = (await stack.control.accounts()).find(({ username }) => username === 'lin')
  const cookie = await signInForCookie(stack, lead ?? { username: 'lin', password: '' })
  const history = await (await fetch(`${stack.url}/history`, { headers: { cookie } })).text()
  expect(history).toContain('No cancellations yet')
}

function describeFaults({ faults }: Report): string {
  return faults.map((fault) => describeFault(seed, fault)).join('\n\n')
}

/** Our own log speaks JSON, below `error`; Next warns of actions that it does not know. Nothing else is said. */
function unexpectedLines(log: string): string[] {
  return log
    .split('\n')
    .filter((line) => line !== '' && !/^\{"level":(?:20|30|40),/.test(line))
    .filter((line) => !/Failed to find Server Action|failed-to-find-server-action|^ {4}at /.test(line))
    .slice(0, 20)
}

/** Resident memory of the app, in MiB; 0 where the system does not say. */
function memoryOf({ appPid }: Stack): number {
  try {
    const status = readFileSync(`/proc/${appPid()}/status`, 'utf8')
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) / 1024
  } catch {
    return 0
  }
}
