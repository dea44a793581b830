import { gzipSync } from 'node:zlib'
import { LIST_PAGE_LIMIT_KIB, measureListPage, totalBytes } from '@/scripts/page-script.mjs'
import { expect, signIn, test } from './fixtures'
import { rowOf } from './support/instance-list'

test('the script that the build counts is the script that a browser fetches', async ({
  page,
  stack,
  account,
}) => {
  const { flowInstId } = await stack.control.seedInstance({
    owners: [account.username],
    type: 1,
    status: 'RUNNING',
  })
  await signIn(page, account)
  await expect(rowOf(page, flowInstId)).toContainText('Running')

  // What the first page fetches in an idle second is not counted.
  await page.goto('about:blank')
  // The page stays as it is before anyone touches it: what waits for an idle second never comes.
  await page.addInitScript(() => {
    const real = window.setTimeout.bind(window)
    const short = (run: () => void, ms = 0): number => (ms < 1000 ? real(run, ms) : 0)
    window.setTimeout = short as typeof window.setTimeout
  })
  const fetched = new Map<string, number>()
  page.on('response', async (response) => {
    const { pathname } = new URL(response.url())
    if (pathname.endsWith('.js'))
      fetched.set(pathname.replace('/_next/', ''), gzipSync(await response.body(), { level: 9 }).length)
  })
  await page.goto('/', { waitUntil: 'networkidle' })
  await expect(rowOf(page, flowInstId)).toContainText('Running')

  const counted = measureListPage()
  await expect.poll(() => [...fetched].sort(([a], [b]) => (a < b ? -1 : 1))).toEqual(counted)
  expect(totalBytes(counted)).toBeLessThanOrEqual(LIST_PAGE_LIMIT_KIB * 1024)
})
