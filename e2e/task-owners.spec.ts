import { expect, newAccount, test } from './fixtures'
import { seedTasks } from './support/task-log'
import { signInForCookie, signOutCookie } from './support/without-browser'

// Nobody else's instances: every call is counted, whoever makes it.
test.use({ stackOptions: { company: 'empty' } })

test('a task and its log are for owners of its instance alone, whoever asks and whatever they name', async ({
  stack,
  account,
}) => {
  const mine = await seedTasks(stack, account)
  const colleague = await newAccount(stack)
  const theirs = await seedTasks(stack, colleague)
  const abroad = await stack.control.createAccount({
    username: `${account.username}-abroad`,
    password: 'abroad-password-1',
    orgId: 'o-elsewhere',
  })
  const cookies = {
    mine: await signInForCookie(stack, account),
    colleague: await signInForCookie(stack, colleague),
    abroad: await signInForCookie(stack, abroad),
    ended: await signInForCookie(stack, account),
  }
  await signOutCookie(stack, cookies.ended)
  const since = (await stack.control.calls()).at(-1)?.n ?? 0
  const get = async (path: string, cookie: string) => {
    const answer = await fetch(stack.url + path, { headers: { cookie }, redirect: 'manual' })
    return { status: answer.status, body: await answer.text() }
  }
  const doors = (flowInstId: string, taskInstId: string) => {
    const path = `/instances/${flowInstId}/tasks/${taskInstId}`
    return {
      page: path,
      routes: [`/api${path}`, `/api${path}?cmd=1`, `/api${path}/log`, `/api${path}/log?have=x`],
    }
  }

  const own = doors(mine.flowInstId, mine.taskInstId)
  for (const cookie of ['', 'flowstop.session=forged', cookies.ended]) {
    for (const route of own.routes)
      expect([route, await get(route, cookie)]).toEqual([
        route,
        { status: 401, body: '{"problem":{"code":"signed_out"}}' },
      ])
    expect((await get(own.page, cookie)).status).toBe(307)
  }
  const foreign: [cookie: string, flowInstId: string, taskInstId: string][] = [
    [cookies.colleague, mine.flowInstId, mine.taskInstId],
    [cookies.abroad, mine.flowInstId, mine.taskInstId],
    [cookies.mine, mine.flowInstId, theirs.taskInstId],
    [cookies.mine, theirs.flowInstId, theirs.taskInstId],
    [cookies.mine, theirs.flowInstId, mine.taskInstId],
    [cookies.mine, mine.flowInstId, '1-20260101000000'],
    [cookies.mine, mine.flowInstId, 'constructor'],
    [cookies.mine, mine.flowInstId, encodeURIComponent("x' or '1'='1")],
    [cookies.mine, 'not-an-id', mine.taskInstId],
    [cookies.mine, '1-20260101000000', mine.taskInstId],
  ]
  for (const [cookie, flowInstId, taskInstId] of foreign) {
    const { page, routes } = doors(flowInstId, taskInstId)
    for (const route of routes)
      expect([route, await get(route, cookie)]).toEqual([
        route,
        { status: 404, body: '{"problem":{"code":"not_found"}}' },
      ])
    // A page that EnOS keeps waiting for more than a second is begun before it is known whose it is.
    const bodies: string[] = []
    const statusOfPage = async (): Promise<number> => {
      const shown = await get(page, cookie)
      bodies.push(shown.body)
      return shown.status
    }
    await expect.poll(statusOfPage, { message: page }).toBe(404)
    expect(bodies.join('\n')).not.toContain('aggregate')
  }
  const asked = (await stack.control.calls({ since })).map(({ operation }) => operation)
  expect(asked.filter((operation) => operation.startsWith('task'))).toEqual([])

  for (const route of own.routes)
    expect([route, (await get(route, cookies.mine)).status]).toEqual([route, 200])
  expect((await get(own.page, cookies.mine)).status).toBe(200)
  expect(await stack.control.protocolErrors()).toEqual([])
})
