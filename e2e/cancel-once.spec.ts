import type { OpenCancellations } from '@/lib/shared/instances'
import { expect, newAccount, signIn, test } from './fixtures'
import { captureCancel, replay } from './support/captured-cancel'
import { historyOf, ownersScene } from './support/owners-scene'
import type { Stack } from './support/stack'

test('a key stands for one person’s wish about one instance, and is spent once', async ({
  page,
  stack,
  account,
}) => {
  const { owned, signedIn, calls } = ownersScene(stack)
  const [used, free, twice] = [await owned(account), await owned(account), await owned(account)]
  await signIn(page, account)
  const post = await captureCancel(page, used)
  const cookie = await signedIn(account)
  const cancels = (flowInstId: string) => calls({ operation: 'flowInstances.cancel', flowInstId })

  const again = await replay(post, { cookie, flowInstId: used })
  expect(again.result).toMatchObject({ ok: true, cancellation: { flowInstId: used } })
  expect(await cancels(used)).toHaveLength(1)

  const reused = await replay(post, { cookie, flowInstId: free })
  expect(reused.result).toEqual({ ok: false, problem: { code: 'key_reused' } })
  expect(await cancels(free)).toEqual([])

  // Both have read the instance before either writes.
  await slowReadsOf(stack, twice)
  const both = { cookie, flowInstId: twice, key: crypto.randomUUID() }
  const answers = await Promise.all([replay(post, both), replay(post, both)])
  const records = answers.map(({ result }) => (result?.ok ? result.cancellation.id : result))
  expect(records).toEqual([expect.any(String), records[0]])
  expect(await cancels(twice)).toMatchObject([{ userId: account.userId, orgId: account.orgId }])
  expect(await historyOf(stack, cookie)).toEqual([used, twice].sort())
  expect(await stack.control.protocolErrors()).toEqual([])
})

test('two owners at once: one cancel is sent, and the other is told who asked', async ({
  page,
  stack,
  account,
}) => {
  const { owned, signedIn, calls } = ownersScene(stack)
  const partner = await newAccount(stack)
  const used = await owned(account)
  const shared = await owned(account, partner)
  await signIn(page, account)
  const post = await captureCancel(page, used)
  const cookies = [await signedIn(account), await signedIn(partner)]
  await slowReadsOf(stack, shared)
  const answers = await Promise.all(
    cookies.map((cookie) => replay(post, { cookie, flowInstId: shared, key: crypto.randomUUID() })),
  )
  const first = answers.findIndex(({ result }) => result?.ok)
  const winner = first === 0 ? account : partner
  expect(answers[first]?.result).toMatchObject({ ok: true, cancellation: { askedBy: winner.username } })
  expect(answers[1 - first]?.result).toMatchObject({
    ok: false,
    problem: { code: 'already_asked', detail: { by: winner.username } },
  })
  expect(await calls({ operation: 'flowInstances.cancel', flowInstId: shared })).toMatchObject([
    { userId: winner.userId, orgId: winner.orgId, code: 0 },
  ])

  // An owner sees it though they did not ask; nobody else does.
  const [mine = '', theirs = ''] = cookies
  expect(await historyOf(stack, mine)).toEqual([used, shared].sort())
  expect(await historyOf(stack, theirs)).toEqual([shared])
  const stranger = await signedIn(await newAccount(stack))
  expect(await historyOf(stack, stranger)).toEqual([])
  expect(await openOf(stack, theirs)).toEqual([shared])
  expect(await openOf(stack, stranger)).toEqual([])
  expect(await stack.control.protocolErrors()).toEqual([])
})

async function slowReadsOf(stack: Stack, flowInstId: string): Promise<void> {
  const kind = { type: 'delay', ms: 700, when: 'after' } as const
  await stack.control.addFault({ operation: 'flowInstances.get', match: { flowInstId }, times: 2, kind })
}

async function openOf({ url }: Stack, cookie: string): Promise<string[]> {
  const answer = await fetch(`${url}/api/cancellations/open`, { headers: { cookie } })
  const { open } = (await answer.json()) as OpenCancellations
  return open.map(({ flowInstId }) => flowInstId)
}
