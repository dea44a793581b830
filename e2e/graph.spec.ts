import type { Locator, Page } from '@playwright/test'
import { instancePath } from '@/lib/shared/addresses'
import { expect, signIn, test } from './fixtures'
import { expectAccessible } from './support/accessible'
import type { Account, NewTask } from './support/simulator-control'
import { catalogs } from './support/spoken'
import type { Stack } from './support/stack'

const TEN: NewTask[] = [
  { name: 'load-scada', status: 'SUCCESS', after: [] },
  { name: 'load-weather', status: 'SUCCESS', after: [] },
  { name: 'clean', status: 'RUNNING', after: ['load-scada', 'load-weather'] },
  { name: 'aggregate', status: 'INIT', after: ['clean'] },
  { name: 'check', status: 'INIT', after: ['clean'] },
  { name: 'write-parquet', status: 'INIT', after: ['aggregate', 'check'] },
  { name: 'index', status: 'INIT', after: ['write-parquet'] },
  { name: 'publish', status: 'INIT', after: ['write-parquet'] },
  { name: 'notify', status: 'INIT', after: ['publish'] },
  { name: 'tidy-up', status: 'INIT', after: ['notify', 'index'] },
]

/** But for what is lost in rounding. */
const WHOLE = { ratio: 0.99 }

// Browsers that draw without a graphics card are slow on a busy machine.
test.beforeEach(() => test.slow())

async function seed(stack: Stack, account: Account, tasks: NewTask[]): Promise<string> {
  const { flowInstId } = await stack.control.seedInstance({
    owners: [account.username],
    type: 1,
    status: 'RUNNING',
    tasks,
    references: [{ flowId: 4711, flowName: 'master-data' }],
  })
  return flowInstId
}

function canvasOf(page: Page): Locator {
  return page.getByRole('application', { name: /^Graph of \d+ nodes/ })
}

function nodeOf(page: Page, name: string): Locator {
  return canvasOf(page).getByRole('link', { name: new RegExp(`^${name}`) })
}

/** Of the scripts of the page itself, its workers' aside: how many have this word. */
function scriptsWith(page: Page, word: string): Promise<number> {
  return page.evaluate(async (wanted) => {
    const scripts = performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.js'))
    const texts = await Promise.all(scripts.map(async ({ name }) => (await fetch(name)).text()))
    return texts.filter((text) => text.includes(wanted)).length
  }, word)
}

/** How far the drawing is moved and zoomed. */
function viewOf(page: Page): Promise<string | null> {
  return page.locator('.react-flow__viewport').getAttribute('style')
}

test('ten tasks are drawn with their states, which change while nothing moves', async ({
  page,
  stack,
  account,
}) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await signIn(page, account)
  const flowInstId = await seed(stack, account, TEN)
  await page.goto(instancePath(flowInstId))

  await expect(nodeOf(page, 'clean')).toContainText('Running')
  await expect(nodeOf(page, 'aggregate')).toContainText('Initializing')
  await expect(canvasOf(page)).toContainText('master-data')
  // What stands above may come a little later.
  await expect(page.getByRole('region', { name: 'Schedule' })).toContainText('Next start')
  const [one, view] = [await nodeOf(page, 'notify').boundingBox(), await viewOf(page)]
  await expectAccessible(page)

  await stack.control.changeInstance(flowInstId, {
    tasks: [
      { name: 'clean', status: 'SUCCESS' },
      { name: 'aggregate', status: 'RUNNING' },
    ],
  })
  await expect(nodeOf(page, 'clean')).toContainText('Succeeded', { timeout: 60_000 })
  await expect(nodeOf(page, 'aggregate')).toContainText('Running')
  expect(await nodeOf(page, 'notify').boundingBox()).toEqual(one)
  expect(await viewOf(page)).toBe(view)

  // The wheel belongs to the page; with Ctrl it zooms.
  await canvasOf(page).hover()
  await page.mouse.wheel(0, 40)
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(0)
  expect(await viewOf(page)).toBe(view)
  await page.keyboard.down('Control')
  await page.mouse.wheel(0, -100)
  await page.keyboard.up('Control')
  await expect.poll(() => viewOf(page)).not.toBe(view)

  const zoomed = await viewOf(page)
  await page.getByRole('button', { name: 'Show everything' }).click()
  await expect.poll(() => viewOf(page)).not.toBe(zoomed)
  const whole = await viewOf(page)
  for (const { name } of TEN) await expect(nodeOf(page, name)).toBeInViewport(WHOLE)
  await canvasOf(page).focus()
  for (const [key, back] of [
    ['+', '0'],
    ['-', '0'],
    ['ArrowLeft', 'ArrowRight'],
    ['ArrowUp', 'ArrowDown'],
  ] as const) {
    await page.keyboard.press(key)
    await expect.poll(() => viewOf(page), key).not.toBe(whole)
    await page.keyboard.press(back)
    await expect.poll(() => viewOf(page), back).toBe(whole)
  }

  // Too far for words, they are still said to who listens; what can be read at once is shown whole, with words.
  await expect(canvasOf(page)).toHaveAttribute('data-sight', 'name')
  await nodeOf(page, 'load-scada').focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/instances\/[^/]+\/tasks\/[^/]+$/)

  const parts = Array.from({ length: 12 }, (_, n): NewTask => ({ name: `part-${n}`, after: ['check'] }))
  const tall: NewTask[] = [{ name: 'read', after: [] }, { name: 'check', after: ['read'] }, ...parts]
  await page.goto(instancePath(await seed(stack, account, tall)))
  await expect(page.getByRole('region', { name: 'Schedule' })).toContainText('Next start')
  await canvasOf(page).scrollIntoViewIfNeeded()
  for (const { name } of tall) await expect(nodeOf(page, `${name}\\b`)).toBeInViewport(WHOLE)
  await expect(canvasOf(page)).toHaveAttribute('data-sight', 'words')
})

test('the outline says the same to a keyboard, comes first where it is narrow, and is remembered', async ({
  page,
  stack,
  account,
}) => {
  const scripts: Promise<string>[] = []
  page.on('response', (response) => {
    if (new URL(response.url()).pathname.endsWith('.js')) scripts.push(response.text().catch(() => ''))
  })
  const drawn = async () =>
    (await Promise.all(scripts)).filter((text) => /react-flow__viewport|network-simplex/.test(text)).length
  await page.setViewportSize({ width: 320, height: 700 })
  await signIn(page, account)
  const flowInstId = await seed(stack, account, TEN)
  await page.goto(instancePath(flowInstId), { waitUntil: 'networkidle' })

  const section = page.getByRole('region', { name: 'Graph' })
  const steps = section.getByRole('list').first().locator('> li')
  // Step by step what can run at the same time, folded where there is little room.
  await expect(section.getByText('11 nodes in 8 steps')).toBeVisible()
  await expect(steps).toHaveCount(8)
  await expect(steps.nth(0)).toContainText('master-data')
  await expect(steps.nth(1)).toHaveText(/^Step 2.*2 Succeeded/)
  const check = section.getByRole('listitem').filter({ hasText: /^check/ })
  await expect(check).toBeHidden()
  const fold = steps.nth(3).locator('summary')
  await fold.focus()
  await page.keyboard.press('Enter')
  await expect(check.getByText('Initializing')).toHaveCSS('position', 'static')
  await expect(check).toContainText('waits for clean')
  await section.getByRole('button', { name: 'Open all' }).click()
  await expect(section.getByText('write-parquet', { exact: true })).toBeVisible()
  await expect(steps.filter({ hasText: 'write-parquet' }).first()).toContainText('waits for aggregate, check')
  await expectAccessible(page)
  expect(await drawn(), 'scripts that draw').toBe(0)

  const asGraph = section.getByRole('button', { name: 'Graph' })
  await asGraph.focus()
  await page.keyboard.press('Enter')
  await expect(nodeOf(page, 'clean')).toContainText('Running')
  expect(await drawn()).toBeGreaterThan(0)
  // From top to bottom.
  const [before, after] = [
    await nodeOf(page, 'load-scada').boundingBox(),
    await nodeOf(page, 'clean').boundingBox(),
  ]
  expect((after?.y ?? 0) - (before?.y ?? 0)).toBeGreaterThan(30)

  await page.reload()
  await expect(canvasOf(page)).toBeVisible()
  await section.getByRole('button', { name: 'Outline' }).focus()
  await page.keyboard.press('Enter')
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.reload()
  await section.getByRole('link', { name: 'load-scada' }).focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/instances\/[^/]+\/tasks\/[^/]+$/)
})

test('five hundred tasks can be looked at, moved over and seen whole', async ({ page, stack, account }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await signIn(page, account)
  const tasks = Array.from({ length: 500 }, (_, index): NewTask => {
    const row = Math.floor(index / 20) - 1
    const after = row < 0 ? [] : [index, index * 7].map((any) => `task-${row * 20 + (any % 20)}`)
    return {
      name: `task-${index}`,
      status: index < 250 ? 'SUCCESS' : index < 260 ? 'RUNNING' : 'INIT',
      after,
    }
  })
  const flowInstId = await seed(stack, account, tasks)
  await page.goto(instancePath(flowInstId))

  // It opens where something is going on, with names that can be read, and draws no more than is seen.
  const nodes = page.locator('[data-node]')
  await expect(nodeOf(page, 'task-250')).toBeInViewport({ timeout: 60_000 })
  // It was laid out beside the page, which has not even fetched what does so.
  expect(await scriptsWith(page, 'react-flow__viewport')).toBeGreaterThan(0)
  expect(await scriptsWith(page, 'network-simplex')).toBe(0)
  const seen = await nodes.count()
  expect(seen).toBeLessThan(250)
  await expect(page.getByRole('img', { name: 'The whole graph' })).toBeVisible()

  await page.getByRole('button', { name: 'Show everything' }).click()
  await expect(nodes).toHaveCount(501)
  const closer = page.getByRole('button', { name: 'Zoom in' })
  for (let times = 0; times < 4; times++) await closer.click()
  await expect.poll(() => nodes.count()).toBeLessThan(501)

  await stack.control.changeInstance(flowInstId, { tasks: [{ name: 'task-250', status: 'FAIL' }] })
  await page.getByRole('button', { name: 'Show everything' }).click()
  await expect(canvasOf(page).getByTitle(/^task-250 · Failed/)).toBeVisible({ timeout: 60_000 })
})

for (const [locale, why, outlined] of [
  ['en', 'With 92 nodes and 2,116 links this graph is too big to be drawn', '92 nodes in 3 steps'],
  ['zh-CN', '这个任务图有 92 个节点和 2,116 条连线，太大而无法绘制', '92 个节点'],
] as const) {
  test.describe(locale, () => {
    test.use({ locale })

    test('a graph that nobody could follow is an outline, and says why', async ({ page, stack, account }) => {
      const first = Array.from({ length: 46 }, (_, index): NewTask => ({ name: `first-${index}`, after: [] }))
      const names = first.map(({ name }) => name)
      const then = Array.from(
        { length: 45 },
        (_, index): NewTask => ({ name: `then-${index}`, after: names }),
      )
      const flowInstId = await seed(stack, account, [...first, ...then])
      await signIn(page, account)
      await page.goto(instancePath(flowInstId))
      const { graph } = catalogs[locale]
      const section = page.getByRole('region', { name: graph.title })
      await expect(section).toContainText(why)
      await expect(section).toContainText(outlined)
      await expect(section.getByRole('button', { name: graph.as.graph, exact: true })).toHaveCount(0)
      await expect(section.getByRole('button', { name: graph.as.outline, exact: true })).toHaveCount(0)
    })
  })
}
