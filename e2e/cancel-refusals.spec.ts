import { expect, newAccount, signIn, test } from './fixtures'
import { captureCancel, replay } from './support/captured-cancel'
import { historyOf, ownersScene } from './support/owners-scene'
import type { Account } from './support/simulator-control'
import { signOutCookie } from './support/without-browser'

test('a captured cancel, replayed as nobody or as somebody else, is refused and leaves no trace', async ({
  page,
  stack,
  account,
}) => {
  const { owned, signedIn, calls } = ownersScene(stack)
  const used = await owned(account)
  const flowInstId = await owned(account)
  await signIn(page, account)
  const post = await captureCancel(page, used)
  const mine = await signedIn(account)
  const ended = await signedIn(account)
  await signOutCookie(stack, ended)
  const since = (await calls({})).at(-1)?.n ?? 0
  const key = () => crypto.randomUUID()

  for (const cookie of ['', 'flowstop.session=forged', ended]) {
    const answer = await replay(post, { cookie, flowInstId, key: key() })
    expect([answer.status, answer.result]).toEqual([200, { ok: false, problem: { code: 'signed_out' } }])
  }
  const abroad = await replay(post, {
    cookie: mine,
    flowInstId,
    key: key(),
    origin: 'https://elsewhere.example',
  })
  expect([abroad.status, JSON.parse(abroad.body)]).toEqual([403, { problem: { code: 'foreign_origin' } }])
  expect(await calls({ flowInstId, since })).toEqual([])

  const other = await newAccount(stack)
  const cookie = await signedIn(other)
  const forged = forgedFor(account)
  const answer = await replay(post, { cookie, flowInstId, key: key(), forged })
  expect([answer.status, answer.result]).toEqual([200, { ok: false, problem: { code: 'not_found' } }])
  // EnOS was asked once whose instance it is, as who really asks.
  expect(await calls({ flowInstId, since })).toMatchObject([
    { operation: 'flowInstances.get', userId: other.userId, orgId: other.orgId },
  ])
  expect(await stack.control.instance(flowInstId)).toMatchObject({ cancelCount: 0, statusDesc: 'RUNNING' })
  expect(await historyOf(stack, mine)).toEqual([used])
  expect(await historyOf(stack, cookie)).toEqual([])
  expect(await stack.control.protocolErrors()).toEqual([])
})

test('somebody else’s instance, a foreign organization’s and a missing one are told apart by nobody', async ({
  page,
  stack,
  account,
}) => {
  const { owned, signedIn, calls } = ownersScene(stack)
  const used = await owned(account)
  await signIn(page, account)
  const post = await captureCancel(page, used)
  const cookie = await signedIn(account)
  const foreign = await stack.control.seedInstance({
    type: 1,
    status: 'RUNNING',
    owners: ['x'],
    orgId: 'o19999999999999',
  })
  const answers: unknown[] = []
  for (const flowInstId of [await owned(await newAccount(stack)), foreign.flowInstId, '2438-201908081020']) {
    const since = (await calls({})).at(-1)?.n ?? 0
    const { status, result } = await replay(post, { cookie, flowInstId, key: crypto.randomUUID() })
    const asked = await calls({ flowInstId, since })
    answers.push({ status, result, asked: asked.map(({ operation, userId }) => ({ operation, userId })) })
  }
  const told = {
    status: 200,
    result: { ok: false, problem: { code: 'not_found' } },
    asked: [{ operation: 'flowInstances.get', userId: account.userId }],
  }
  expect(answers).toEqual([told, told, told])
})

test('who asks is who is signed in, whatever the request claims', async ({ page, stack, account }) => {
  const { owned, signedIn, calls } = ownersScene(stack)
  const other = await newAccount(stack)
  const used = await owned(account)
  const flowInstId = await owned(account)
  const theirs = await owned(other)
  await signIn(page, account)
  const post = await captureCancel(page, used)
  const cookie = await signedIn(account)
  const forged = forgedFor(other)

  const refused = await replay(post, { cookie, flowInstId: theirs, key: crypto.randomUUID(), forged })
  expect(refused.result).toEqual({ ok: false, problem: { code: 'not_found' } })
  expect(await calls({ flowInstId: theirs })).toMatchObject([{ userId: account.userId }])

  const done = await replay(post, { cookie, flowInstId, key: crypto.randomUUID(), forged })
  expect(done.result).toMatchObject({
    ok: true,
    cancellation: { flowInstId, state: 'accepted', askedBy: account.username, askedByMe: true },
  })
  expect(await calls({ operation: 'flowInstances.cancel', flowInstId })).toMatchObject([
    { userId: account.userId, orgId: account.orgId, code: 0 },
  ])
  expect(await historyOf(stack, cookie)).toEqual([used, flowInstId].sort())
  expect(await historyOf(stack, await signedIn(other))).toEqual([])
  expect(await stack.control.protocolErrors()).toEqual([])
})

function forgedFor({ userId, orgId, username }: Account): object {
  return {
    userId,
    orgId,
    owner: username,
    owners: [username],
    viewer: { userId, orgId, username, role: 'lead' },
  }
}
