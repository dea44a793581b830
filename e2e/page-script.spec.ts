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
  const fetched = new Map<string, number>()
  page.on('response', async (response) => {
    const { pathname } = new URL(response.url())
    if (pathname.endsWith('.js'))
      fetched.set(pathname.replace('/_next/', ''), gzipSync(await response.body(), { level: 9 }).length)
  })
  // What the idle page fetches ahead, for the dialog, comes after the document's own.
  await page.goto('/', { waitUntil: 'load' })
  await expect(rowOf(page, flowInstId)).toContainText('Running')
  const named = await page
    .locator('script[src]:not([nomodule])')
    .evaluateAll((scripts) => scripts.map((script) => new URL((script as HTMLScriptElement).src).pathname))
  const first = [...new Set(named)].map((path) => path.replace('/_next/', '')).sort()

  const counted = measureListPage()
  expect(first).toEqual(counted.map(([path]) => path))
  await expect.poll(() => first.filter((path) => !fetched.has(path))).toEqual([])
  expect(counted).toEqual(first.map((path) => [path, fetched.get(path)]))
  expect(totalBytes(counted)).toBeLessThanOrEqual(LIST_PAGE_LIMIT_KIB * 1024)
})
