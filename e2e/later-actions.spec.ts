import { randomUUID } from 'node:crypto'
import type { CancellationStory } from '@/lib/shared/timeline'
import { expect, newAccount, test } from './fixtures'
import { type ActionAnswer, postAction } from './support/post-action'
import type { Account } from './support/simulator-control'
import type { Stack } from './support/stack'
import { signInForCookie, signOutCookie } from './support/without-browser'

const ABROAD = 'o15578227985571'
const notFound = { ok: false, problem: { code: 'not_found' } }
const signedOut = { ok: false, problem: { code: 'signed_out' } }

test('asking again and checking now, as nobody or as somebody else, are refused and leave no trace', async ({
  stack,
  account,
}) => {
  const partner = await newAccount(stack)
  const mine = await signInForCookie(stack, account)
  const { id, flowInstId } = await cancelled(stack, mine, [account, partner])
  const ended = await signInForCookie(stack, account)
  await signOutCookie(stack, ended)
  const other = await newAccount(stack)
  const abroad = await newForeigner(stack)
  const strangers = [await signInForCookie(stack, other), await signInForCookie(stack, abroad)]
  const storyBefore = await storyOf(stack, { id, cookie: mine })
  const since = (await stack.control.calls({})).at(-1)?.n ?? 0
  const wish = { cancellationId: id, attempt: 2 }
  const from = `/history/${id}`
  const forged = {
    ...account,
    owner: account.username,
    owners: [account.username],
    viewer: account,
    role: 'lead',
  }

  for (const action of ['askAgain', 'checkNow']) {
    const post = (cookie: string, input: unknown = wish, origin?: string): Promise<ActionAnswer> =>
      postAction(stack, action, { cookie, input, from, ...(origin ? { origin } : {}) })
    for (const cookie of ['', 'flowstop.session=forged', ended]) {
      const { status, result } = await post(cookie)
      expect([action, status, result]).toEqual([action, 200, signedOut])
    }
    const elsewhere = await post(mine, wish, 'https://elsewhere.example')
    expect([elsewhere.status, JSON.parse(elsewhere.body)]).toEqual([
      403,
      { problem: { code: 'foreign_origin' } },
    ])
    // Somebody else's record, and one that nobody has, are told apart by nobody.
    for (const cookie of strangers) {
      const theirs = await post(cookie, { ...wish, ...forged })
      const nobodys = await post(cookie, { ...wish, cancellationId: randomUUID() })
      expect([theirs.status, theirs.result]).toEqual([200, notFound])
      expect(nobodys.result).toEqual(notFound)
    }
    for (const input of [null, [], { cancellationId: 5 }, { cancellationId: `${id}x`, attempt: 2 }])
      expect((await post(mine, input)).result).toMatchObject({ ok: false, problem: { code: 'bad_input' } })
  }
  for (const attempt of [1, 0, 2.5, '2', null]) {
    const input = { ...wish, attempt }
    const { result } = await postAction(stack, 'askAgain', { cookie: mine, input, from })
    expect(result).toEqual({ ok: false, problem: { code: 'bad_input', detail: { field: 'attempt' } } })
  }
  // The follower alone has asked EnOS meanwhile, as who asked for the cancel.
  const askers = (await stack.control.calls({ flowInstId, since })).map(
    (call) => `${call.operation} ${call.userId}`,
  )
  expect(askers.filter((asker) => asker !== `flowInstances.get ${account.userId}`)).toEqual([])
  expect(await storyOf(stack, { id, cookie: mine })).toEqual(storyBefore)
  expect(await stack.control.instance(flowInstId)).toMatchObject({ cancelCount: 1 })
})

test('whoever may do so gets past the door: owners to the clock, a lead to a look at the record', async ({
  stack,
  account,
}) => {
  const partner = await newAccount(stack)
  const mine = await signInForCookie(stack, account)
  const { id, flowInstId } = await cancelled(stack, mine, [account, partner])
  const lin = (await stack.control.accounts()).find(({ username }) => username === 'lin')
  const lead = await signInForCookie(stack, lin ?? { username: 'lin', password: '' })
  const input = { cancellationId: id, attempt: 2 }
  const from = `/history/${id}`
  for (const cookie of [mine, await signInForCookie(stack, partner)]) {
    const { result } = await postAction(stack, 'askAgain', { cookie, input, from })
    expect(result).toMatchObject({
      ok: false,
      problem: { code: 'too_early', detail: { at: expect.any(Number) } },
    })
  }
  // A lead sees the record and owns nothing: EnOS is asked as who really asks.
  expect((await postAction(stack, 'askAgain', { cookie: lead, input, from })).result).toEqual(notFound)
  const asLead = await stack.control.calls({
    operation: 'flowInstances.get',
    flowInstId,
    userId: lin?.userId ?? '',
  })
  expect(asLead).toHaveLength(1)
  for (const cookie of [mine, lead]) {
    const { result } = await postAction(stack, 'checkNow', { cookie, input, from })
    expect(result).toMatchObject({ ok: true, cancellation: { id, state: 'accepted', attempts: 1 } })
  }
  expect(await stack.control.instance(flowInstId)).toMatchObject({ cancelCount: 1 })
  expect(await stack.control.protocolErrors()).toEqual([])
})

/** An instance of these people that runs on, and the cancellation that the first of them asked for. */
async function cancelled(
  stack: Stack,
  cookie: string,
  owners: Account[],
): Promise<{ id: string; flowInstId: string }> {
  const { flowInstId } = await stack.control.seedInstance({
    type: 1,
    status: 'RUNNING',
    cancelDelayMs: 600_000,
    owners: owners.map(({ username }) => username),
  })
  const input = { flowInstId, reason: 'stuck', note: '', key: randomUUID() }
  const { result } = await postAction(stack, 'cancelFlowInstance', { cookie, input })
  if (!result?.ok) throw new Error(`Not cancelled: ${result?.problem.code}`)
  return { id: result.cancellation.id, flowInstId }
}

async function newForeigner(stack: Stack): Promise<Account> {
  const username = `abroad-${randomUUID().slice(0, 8)}`
  return stack.control.createAccount({ username, password: `${username}-password-1`, orgId: ABROAD })
}

/** Everything that is on record of it. */
async function storyOf(
  { url }: Stack,
  { id, cookie }: { id: string; cookie: string },
): Promise<Omit<CancellationStory, 'now'>> {
  const answer = await fetch(`${url}/api/cancellations/${id}`, { headers: { cookie } })
  expect(answer.status).toBe(200)
  const { now: _, ...story } = (await answer.json()) as CancellationStory
  return story
}
