import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { expect, newAccount, signIn, submitSignIn, test } from './fixtures'
import { expectAccessible } from './support/accessible'
import type { Account } from './support/simulator-control'
import type { Stack } from './support/stack'
import { signInForCookie, signOutCookie } from './support/without-browser'

// A stack of its own: these tests count calls, and one of them takes an operation away.
test.use({ stackOptions: { company: 'empty' }, allowedErrors: /status of 502/ })

const LIMIT = 1_048_576
const RULE = '='.repeat(73)
const SECRET = 'PASSWORD=wind-7Q2x'
const headerOf = (taskInstId: string) =>
  [
    RULE,
    'run  num:\t1',
    `instance:\tt${taskInstId}`,
    `cmdline:\texport ${SECRET}; run turbine`,
    'submitter:\tdb_envision',
    'current time:\tThu Aug 08 03:22:38 UTC 2019',
    RULE,
    '',
  ].join('\n')
const linesFrom = (first: number, count: number) =>
  Array.from({ length: count }, (_, n) => `line ${first + n} of turbine data\n`).join('')

async function seed(stack: Stack, { username }: Account, status = 'RUNNING') {
  const { flowInstId } = await stack.control.seedInstance({
    owners: [username],
    flowName: 'wind-report',
    type: 1,
    status: 'RUNNING',
    tasks: [
      { name: 'aggregate', status },
      { name: 'write', status: 'WAIT', after: ['aggregate'] },
    ],
  })
  const [task, waiting] = (await stack.control.instance(flowInstId)).tasks
  const taskInstId = task?.taskInstId ?? ''
  const path = (id = taskInstId) => `/instances/${flowInstId}/tasks/${id}`
  return { flowInstId, taskInstId, path, waitingId: waiting?.taskInstId ?? '' }
}

const logOf = (page: Page) => page.getByRole('log', { name: 'Log of aggregate' })
const search = (page: Page) => page.getByRole('searchbox', { name: 'Search in the log' })
const tool = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

/** Of `2 h 14 min`, `4 min 08 s` and the like. */
function secondsIn(words: string): number {
  const units = { h: 3_600, min: 60, s: 1 } as const
  const parts = [...words.matchAll(/(\d+) (h|min|s)/g)]
  return parts.reduce((sum, [, n, unit]) => sum + Number(n) * units[unit as keyof typeof units], 0)
}

async function expectAtEnd(page: Page): Promise<void> {
  await expect
    .poll(() => logOf(page).evaluate((log) => log.scrollHeight - log.scrollTop - log.clientHeight))
    .toBeLessThan(2)
}

/** What is on the clipboard, which this site lets no page read. */
async function paste(page: Page): Promise<string> {
  await page.evaluate(() => {
    const area = document.createElement('textarea')
    area.setAttribute('aria-label', 'Paste here')
    document.body.append(area)
  })
  const area = page.getByLabel('Paste here')
  await area.focus()
  await page.keyboard.press('ControlOrMeta+v')
  const text = await area.inputValue()
  await area.evaluate((element) => element.remove())
  return text
}

test('a deep link leads through sign-in to a line; what the task writes is followed until it is over', async ({
  page,
  stack,
  account,
}) => {
  test.slow()
  const { flowInstId, taskInstId, path } = await seed(stack, account)
  await stack.control.setLog(taskInstId, { text: headerOf(taskInstId) + linesFrom(8, 500) })
  await page.goto(path())
  await submitSignIn(page, account)
  await page.waitForURL(`**${path()}`)
  await expect(page).toHaveTitle('Running – aggregate · Flowstop')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('aggregate')
  await expect(page.getByRole('link', { name: /wind-report/ })).toHaveAttribute(
    'href',
    `/instances/${flowInstId}`,
  )

  // A running task is followed at the end; new lines come by themselves.
  await expect(logOf(page)).toContainText('line 507 of')
  await expectAtEnd(page)
  await expect(tool(page, 'Follow')).toHaveAttribute('aria-pressed', 'true')
  await stack.control.setLog(taskInstId, { append: linesFrom(508, 100) })
  await expect(logOf(page)).toContainText('line 607 of', { timeout: 20_000 })
  await expectAtEnd(page)
  await expectAccessible(page)

  // Who scrolls up is let go and told what is new, and comes back with one click.
  await logOf(page).focus()
  await page.keyboard.press('PageUp')
  await expect(tool(page, 'Follow')).toHaveAttribute('aria-pressed', 'false')
  const top = await logOf(page).evaluate((log) => log.scrollTop)
  await stack.control.setLog(taskInstId, { append: linesFrom(608, 3) })
  const news = page.getByRole('button', { name: '3 new lines' })
  await expect(news).toBeVisible({ timeout: 20_000 })
  expect(await logOf(page).evaluate((log) => log.scrollTop)).toBe(top)
  await news.click()
  await expect(logOf(page)).toContainText('line 610 of')
  await expectAtEnd(page)

  // Only the rows in sight are in the page.
  expect(await page.locator('[data-row]').count()).toBeLessThan(150)

  // It is over: the last of the log is read, and then nothing is asked any more.
  await stack.control.setLog(taskInstId, { append: 'the very last line\n' })
  await stack.control.changeInstance(flowInstId, {
    status: 'SUCCESS',
    tasks: ['aggregate', 'write'].map((name) => ({ name, status: 'SUCCESS' })),
  })
  await expect(page).toHaveTitle('Succeeded – aggregate · Flowstop', { timeout: 30_000 })
  await expect(logOf(page)).toContainText('the very last line')
  await expect(tool(page, 'Follow')).toBeHidden({ timeout: 40_000 })
  const calls = (await stack.control.calls({ userId: account.userId })).length

  const linked = page.locator('[data-row][aria-current=location]')
  await page.goto(`${path()}#L120`)
  await expect(linked).toContainText('line 120 of turbine data')
  await expect(linked).toBeInViewport()
  await page.locator('[data-number="121"]').click()
  await expect(linked).toContainText('line 121 of turbine data')
  await expect(page).toHaveURL(/#L121$/)
  await page.goto(`${path()}#L120`)
  await page.reload()
  await expect(linked).toContainText('line 120 of turbine data')
  await expect(linked).toBeInViewport()
  const afterwards = await stack.control.calls({ userId: account.userId })
  // What the page itself reads, and not once more.
  expect(
    afterwards.slice(calls).filter(({ operation }) => operation === 'taskInstances.getLog'),
  ).toHaveLength(1)
})

test('a log that is not refreshed says so beside facts that are, and goes on by itself', async ({
  page,
  stack,
  account,
}) => {
  test.slow()
  const { taskInstId, path } = await seed(stack, account)
  await stack.control.setLog(taskInstId, { text: 'it begins\n' })
  await signIn(page, account)
  await page.goto(path())
  await expect(logOf(page)).toContainText('it begins')
  await expect(page.getByText('Live', { exact: true })).toBeVisible()

  const kind = { type: 'code', code: 62109, msg: 'SYSTEM_ERROR' } as const
  await stack.control.addFault({ operation: 'taskInstances.getLog', match: { taskInstId }, times: 2, kind })
  const section = page.getByRole('region', { name: 'Log', exact: true })
  await expect(section.getByText(/^Log not refreshed for \d+ s · trying again$/)).toBeVisible({
    timeout: 30_000,
  })
  await expect(section.getByRole('status').filter({ hasText: 'not refreshed' })).toHaveCount(1)
  await expect(page.getByText('Live', { exact: true })).toBeHidden()
  await stack.control.setLog(taskInstId, { append: 'and goes on\n' })
  // By itself, after one more that fails; or by the button, for whoever does not wait.
  await expect(logOf(page)).toContainText('and goes on', { timeout: 60_000 })
  await expect(page.getByText('Live', { exact: true })).toBeVisible()
  await expect(section.getByText(/^Read .* ago$/)).toBeVisible()
})

test('the way back from a task leads to the tasks as they were', async ({ page, stack, account }) => {
  const names = Array.from({ length: 90 }, (_, n) => `turbine-${n + 1}`)
  const { flowInstId } = await stack.control.seedInstance({
    owners: [account.username],
    type: 1,
    status: 'RUNNING',
    tasks: names.map((name) => ({ name, status: 'SUCCESS' })),
  })
  await signIn(page, account)
  await page.goto(`/instances/${flowInstId}?task=nothing&sort=nonsense`)
  const find = page.getByRole('searchbox', { name: 'Find a task' })
  const rows = page.getByRole('table', { name: 'Tasks' }).locator('[data-task]')
  await expect(page.getByText('No task has this in its name.')).toBeVisible()
  await expect(find).toHaveValue('nothing')
  const before = await page.evaluate(() => history.length)
  await find.fill('')
  await expect(page).toHaveURL(/\/instances\/[^/?]+$/)

  // Hundreds do not come at once, and what is not known yet is not told as missing.
  await expect(rows).toHaveCount(60)
  await expect(rows.last().getByText('Not read yet')).toHaveCount(3)
  await rows.last().scrollIntoViewIfNeeded()
  await expect(rows.last().getByText('Not read yet')).toHaveCount(0)
  await page.getByRole('button', { name: 'Show all 90' }).press('Enter')
  await expect(rows).toHaveCount(90)
  await expect(rows.nth(60).getByRole('link')).toBeFocused()

  // An order by what comes with each task is claimed once all of them are read.
  await page.evaluate(() => window.scrollTo(0, 0))
  const duration = page.getByRole('columnheader', { name: 'Duration' })
  await duration.getByRole('button').click()
  await expect(page.getByText('All 90 tasks that have begun are read and in order.')).toBeVisible({
    timeout: 60_000,
  })
  await expect(duration).toHaveAttribute('aria-sort', 'descending')
  await expect(rows.getByText('Not read yet')).toHaveCount(0)
  const took = (await rows.locator('td:nth-child(4)').allInnerTexts()).map(secondsIn)
  expect(took).toEqual([...took].sort((a, b) => b - a))
  const calls = await stack.control.calls({ operation: 'taskInstances.get', userId: account.userId })
  expect(calls, 'each task is read once').toHaveLength(90)
  await find.pressSequentially('turbine-7')
  await expect(rows).toHaveCount(11)
  await expect(page).toHaveURL(/task=turbine-7/)
  expect(await page.evaluate(() => history.length), 'entries in the history').toBe(before)

  const last = rows.last().getByRole('link')
  await last.scrollIntoViewIfNeeded()
  const top = await page.evaluate(() => window.scrollY)
  expect(top).toBeGreaterThan(100)
  const leave = async (): Promise<void> => {
    await last.click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^turbine-7/)
  }
  const expectAsItWas = async (): Promise<void> => {
    await expect(find).toHaveValue('turbine-7')
    await expect(rows).toHaveCount(11)
    // What was read before is there at once.
    await expect(rows.last().getByText('Not read yet')).toHaveCount(0)
    await expect.poll(() => page.evaluate(() => window.scrollY)).toBe(top)
  }
  await leave()
  await page.goBack()
  await expectAsItWas()
  await leave()
  await page.getByRole('navigation', { name: 'Way back' }).getByRole('link').click()
  await expectAsItWas()
})

test('a log is searched, copied and saved without what is folded; nothing in it is more than text', async ({
  page,
  stack,
  account,
}) => {
  const { taskInstId, path } = await seed(stack, account, 'SUCCESS')
  const hostile = [
    '<img src=x onerror="document.title=\'hacked\'"><script>document.title="hacked"</script>',
    '\x1b]8;;javascript:alert(1)\x07click me\x1b]8;;\x07 \x1b[2J\x1b[31mred \x1b[1mand bold\x1b[m plain',
    '10 %\r55 %\r100 %',
    `{"rows":[${'1,'.repeat(4_500)}2]}`,
  ].join('\n')
  await stack.control.setLog(taskInstId, {
    text: `${headerOf(taskInstId)}${hostile}\n${linesFrom(12, 2_000)}Turbine at the end\n`,
  })
  await signIn(page, account)
  await page.goto(path())
  const log = logOf(page)
  await expect(log).toContainText('<img src=x onerror="document.title=\'hacked\'">')
  await expect(log).toContainText('click me red and bold plain')
  await expect(log.getByText('100 %', { exact: true })).toBeVisible()
  await expect(log).not.toContainText('55 %')
  await expect(log.locator('img, script, [href^="javascript"]')).toHaveCount(0)
  await expect(page).toHaveTitle('Succeeded – aggregate · Flowstop')
  await expectAccessible(page)

  // The header is folded, and its command line is neither in the page nor found.
  await expect(log).not.toContainText('cmdline')
  await page.keyboard.press('/')
  await expect(search(page)).toBeFocused()
  await page.keyboard.type('turbine')
  await expect(page.getByText('1 of 2,001', { exact: true })).toBeVisible()
  await expect(log.locator('mark[data-current]')).toBeInViewport()
  await page.keyboard.press('Shift+Enter')
  await expect(page.getByText('2,001 of 2,001', { exact: true })).toBeVisible()
  await expect(log.locator('mark[data-current]')).toHaveText('Turbine')
  await expect(log.locator('mark[data-current]')).toBeInViewport()
  await page.keyboard.press('F3')
  await expect(page.getByText('1 of 2,001', { exact: true })).toBeVisible()
  await tool(page, 'Match case').click()
  await expect(page.getByText('1 of 2,000', { exact: true })).toBeVisible()
  await search(page).fill(SECRET)
  await expect(page.getByText('No match', { exact: true })).toBeVisible()
  await search(page).press('Escape')
  await expect(log).toBeFocused()

  // Everything, far more than is in the page, as plain text; the command line only once it is shown.
  const save = async (): Promise<string> => {
    const [download] = await Promise.all([page.waitForEvent('download'), tool(page, 'Download').click()])
    expect(download.suggestedFilename()).toMatch(/^aggregate-\d{4}-\d\d-\d\d-\d{6}Z\.log$/)
    return readFile(await download.path(), 'utf8')
  }
  const folded = await save()
  expect(folded.split('\n').slice(1, 3)).toEqual(['click me red and bold plain', '100 %'])
  expect(folded).toContain('line 2011 of turbine data\nTurbine at the end\n')
  expect(folded).not.toContain(SECRET)
  await tool(page, 'Copy log').click()
  await expect(tool(page, 'Copied')).toBeVisible()
  expect(await paste(page)).toBe(folded)
  await page.getByRole('button', { name: /^Copy ID/ }).click()
  await log.focus()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.press('ControlOrMeta+c')
  expect(await paste(page)).toBe(folded)
  // From a line to another, with Shift, whatever is between them and not in the page.
  await tool(page, 'To the beginning').click()
  await log.getByText('line 12 of turbine data', { exact: true }).click({ position: { x: 1, y: 8 } })
  await page.keyboard.press('End')
  const last = log.getByText('Turbine at the end', { exact: true })
  await expect(last).toBeInViewport()
  const box = await last.boundingBox()
  await last.click({ modifiers: ['Shift'], position: { x: (box?.width ?? 0) - 2, y: 8 } })
  await page.keyboard.press('ControlOrMeta+c')
  expect(await paste(page)).toBe(`${linesFrom(12, 2_000)}Turbine at the end`)

  await tool(page, 'Show header').click()
  await expect(log).toContainText(SECRET)
  expect(await save()).toBe(headerOf(taskInstId) + folded)

  // Lines are broken, or not, as was chosen before.
  await tool(page, 'Wrap lines').click()
  await expect(tool(page, 'Wrap lines')).toHaveAttribute('aria-pressed', 'false')
  await page.reload()
  await expect(tool(page, 'Wrap lines')).toHaveAttribute('aria-pressed', 'false')
  await expect(log).not.toContainText('cmdline')

  // The command line of the task itself is not even fetched before it is asked for.
  await expect(page.getByText('--db-password')).toHaveCount(0)
  const answer = page.waitForResponse(/\?cmd=1$/)
  await tool(page, 'Command line').click()
  expect((await answer).status()).toBe(200)
  await expect(page.locator('pre')).toContainText('aggregate')
})

test('a task and its log are for owners of its instance alone, whoever asks and whatever they name', async ({
  stack,
  account,
}) => {
  const mine = await seed(stack, account)
  const colleague = await newAccount(stack)
  const theirs = await seed(stack, colleague)
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
    const shown = await get(page, cookie)
    expect([page, shown.status]).toEqual([page, 404])
    expect(shown.body).not.toContain('aggregate')
  }
  const asked = (await stack.control.calls({ since })).map(({ operation }) => operation)
  expect(asked.filter((operation) => operation.startsWith('task'))).toEqual([])

  for (const route of own.routes)
    expect([route, (await get(route, cookies.mine)).status]).toEqual([route, 200])
  expect((await get(own.page, cookies.mine)).status).toBe(200)
  expect(await stack.control.protocolErrors()).toEqual([])
})

test('a mebibyte travels small, and only once', async ({ stack, account }) => {
  const { flowInstId, taskInstId } = await seed(stack, account)
  await stack.control.setLog(taskInstId, { text: linesFrom(1, 60_000).slice(0, LIMIT) })
  const cookie = await signInForCookie(stack, account)
  const path = `${stack.url}/api/instances/${flowInstId}/tasks/${taskInstId}/log`
  const first = await fetch(path, { headers: { cookie, 'accept-encoding': 'gzip' } })
  expect(first.headers.get('content-encoding')).toBe('gzip')
  const { text, mark } = (await first.json()) as { text: string; mark: string }
  expect(text).toHaveLength(LIMIT)
  const again = await fetch(`${path}?have=${mark}`, { headers: { cookie } })
  const body = await again.text()
  expect(body.length).toBeLessThan(200)
  expect(JSON.parse(body)).toMatchObject({ kind: 'same', mark })
})

// Last: the server remembers for a while that this EnOS has no Get Task Instance.
test('no log yet, a log that was cut, one that cannot be read, and an EnOS without Get Task Instance', async ({
  page,
  stack,
  account,
}) => {
  test.slow()
  const { taskInstId, path, waitingId } = await seed(stack, account)
  await signIn(page, account)
  await page.goto(path(waitingId))
  await expect(page.getByRole('heading', { name: 'No log yet' })).toBeVisible()
  await expectAccessible(page)
  await stack.control.setLog(waitingId, { text: 'it begins\n' })
  await expect(page.getByRole('log')).toContainText('it begins', { timeout: 20_000 })

  const over = await seed(stack, account, 'FAIL')
  await stack.control.changeInstance(over.flowInstId, { status: 'FAIL' })
  await stack.control.setLog(over.taskInstId, { text: null })
  await page.goto(over.path())
  await expect(page.getByRole('heading', { name: 'EnOS holds no log of this task' })).toBeVisible()

  const kind = { type: 'code', code: 62101, msg: 'userId does not exist' } as const
  await stack.control.addFault({ operation: 'taskInstances.getLog', match: { taskInstId }, times: 1, kind })
  await page.goto(path())
  const failure = page.getByRole('alert').filter({ hasText: 'The log could not be loaded' })
  await expect(failure).toContainText('EnOS code 62101')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('aggregate')
  await stack.control.setLog(taskInstId, { text: 'there it is\n' })
  await failure.getByRole('button', { name: 'Try again' }).click()
  await expect(logOf(page)).toContainText('there it is')

  await stack.control.patchSettings({ taskApi: 'missing' })
  await stack.control.setLog(taskInstId, { text: `${'x'.repeat(99)}\n`.repeat(LIMIT / 100 + 1) })
  await page.goto(path())
  await expect(logOf(page)).toContainText('xxx')
  await expect(page.getByText('EnOS has cut this log')).toBeVisible()
  await expect(page.getByText('EnOS tells no more of this task')).toBeVisible()
  await expect(page.getByText('Running', { exact: true })).toBeVisible()
})
