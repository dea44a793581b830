import { randomUUID } from 'node:crypto'
import type { FlowActionResult } from '@/lib/shared/act-problems'
import type { InstanceDetail } from '@/lib/shared/instance-detail'
import { expect, newAccount, test } from './fixtures'
import { type ActionAnswer, postAction } from './support/post-action'
import type { Stack } from './support/stack'
import { signInForCookie, signOutCookie } from './support/without-browser'

const ABROAD = 'o15578227985571'
const ACTS = ['pauseSchedule', 'resumeSchedule', 'runAgain'] as const

type Post = { name: string; cookie: string; input: unknown; origin?: string }

function post(stack: Stack, flowInstId: string, { name, ...sent }: Post) {
  return postAction<FlowActionResult>(stack, name, { ...sent, from: `/instances/${flowInstId}` })
}

const refused = (code: string): unknown => expect.objectContaining({ ok: false, problem: { code } })

test('acts on a workflow, as nobody or as somebody else, are refused and EnOS hears nothing of them', async ({
  stack,
  account,
}) => {
  const { flowInstId, flowId } = await stack.control.seedInstance({
    owners: [account.username],
    type: 1,
    status: 'RUNNING',
  })
  const mine = await signInForCookie(stack, account)
  const ended = await signInForCookie(stack, account)
  await signOutCookie(stack, ended)
  const username = `abroad-${randomUUID().slice(0, 8)}`
  const foreigner = { username, password: `${username}-password-1`, orgId: ABROAD }
  const lead = (await stack.control.accounts()).find((one) => one.username === 'lin')
  const strangers = await Promise.all(
    [await newAccount(stack), await stack.control.createAccount(foreigner), lead ?? account].map((one) =>
      signInForCookie(stack, one),
    ),
  )
  const own = { flowInstId, key: randomUUID(), sameTriggerAt: null }
  // What only the server may say, said by the browser.
  const forged = {
    flowId,
    userId: account.userId,
    orgId: account.orgId,
    owner: account.username,
    viewer: account,
  }
  const wrong = [
    null,
    [],
    { ...own, flowInstId: undefined, flowId },
    { ...own, flowInstId: `${flowInstId}x` },
    { ...own, key: 'again' },
    { ...own, cancellationId: 5 },
  ]
  for (const name of ACTS) {
    for (const cookie of ['', 'flowstop.session=forged', ended]) {
      const { status, result } = await post(stack, flowInstId, { name, cookie, input: own })
      expect([name, status, result]).toEqual([name, 200, refused('signed_out')])
    }
    const origin = 'https://elsewhere.example'
    const elsewhere = await post(stack, flowInstId, { name, cookie: mine, input: own, origin })
    expect([elsewhere.status, JSON.parse(elsewhere.body)]).toEqual([
      403,
      { problem: { code: 'foreign_origin' } },
    ])
    for (const cookie of strangers) {
      const { result } = await post(stack, flowInstId, { name, cookie, input: { ...own, ...forged } })
      expect([name, result]).toEqual([name, refused('not_found')])
      const nobodys = { ...own, ...forged, flowInstId: '2438-201908081020' }
      const { result: other } = await post(stack, flowInstId, { name, cookie, input: nobodys })
      expect([name, other]).toEqual([name, result])
    }
    for (const input of wrong) {
      const { result } = await post(stack, flowInstId, { name, cookie: mine, input })
      expect([name, result]).toMatchObject([name, { ok: false, problem: { code: 'bad_input' } }])
    }
    // Somebody else's record is no place to show an act on.
    const input = { ...own, cancellationId: randomUUID() }
    const { result } = await post(stack, flowInstId, { name, cookie: mine, input })
    expect([name, result]).toEqual([name, refused('not_found')])
  }
  for (const sameTriggerAt of [undefined, -1, 1.5, '0', 1]) {
    const input = { ...own, sameTriggerAt }
    const { result } = await post(stack, flowInstId, { name: 'runAgain', cookie: mine, input })
    expect(result).toMatchObject({
      ok: false,
      problem: { code: 'bad_input', detail: { field: 'sameTriggerAt' } },
    })
  }
  const calls = await stack.control.calls({ flowId: String(flowId) })
  expect(calls.filter(({ operation }) => operation !== 'flows.get')).toEqual([])
  expect((await stack.control.flow(flowId)).acts).toEqual([])
  expect(await actsOn(stack, flowInstId, mine)).toEqual([])
})

test('each act of an owner is done once, however often it is asked for, and shows on the instance', async ({
  stack,
  account,
}) => {
  const { flowInstId, flowId } = await stack.control.seedInstance({
    owners: [account.username],
    type: 1,
    status: 'RUNNING',
  })
  const mine = await signInForCookie(stack, account)
  const other = await signInForCookie(stack, await newAccount(stack))
  const done: unknown[] = []
  for (const name of ACTS) {
    const input = { flowInstId, key: randomUUID(), sameTriggerAt: null }
    const twice = await Promise.all([1, 2].map(() => post(stack, flowInstId, { name, cookie: mine, input })))
    const again = await post(stack, flowInstId, { name, cookie: mine, input })
    const acts = [...twice, again].map(actOf)
    expect(acts[2]).toMatchObject({ state: 'done', askedByMe: true, answer: { code: 0 } })
    expect(new Set(acts.map(({ id }) => id)).size).toBe(1)
    done.unshift(acts[2])
    // The very same request, replayed.
    expect((await post(stack, flowInstId, { name, cookie: other, input })).result).toEqual(
      refused('not_found'),
    )
  }
  const truth = await stack.control.flow(flowId)
  expect(truth).toMatchObject({ active: 1, processed: { disable: 1, enable: 1, trigger: 1 } })
  expect(await actsOn(stack, flowInstId, mine)).toEqual(done)
  expect(done[0]).toMatchObject({ kind: 'run_again', newFlowInstId: truth.acts.at(-1)?.flowInstId })
  expect(await stack.control.protocolErrors()).toEqual([])
})

function actOf({ result }: ActionAnswer<FlowActionResult>) {
  if (!result?.ok) throw new Error(`Not done: ${result?.problem.code}`)
  return result.action
}

async function actsOn(
  { url }: Stack,
  flowInstId: string,
  cookie: string,
): Promise<InstanceDetail['actions']> {
  const answer = await fetch(`${url}/api/instances/${flowInstId}`, { headers: { cookie } })
  expect(answer.status).toBe(200)
  return ((await answer.json()) as InstanceDetail).actions
}
