import { randomUUID } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { chromium } from '@playwright/test'
import { startStack } from '@/e2e/support/stack'
import { signInForCookie } from '@/e2e/support/without-browser'
import { kib, LIST_PAGE_LIMIT_KIB, measureListPage, totalBytes } from '@/scripts/page-script.mjs'

/** Script of the list page: what it fetches at first, and what more for the dialog; each file gzipped by itself. */
export async function benchPageScript(): Promise<void> {
  const first = measureListPage()
  const later = (await fetchedWithDialog()).filter(([path]) => !first.some(([known]) => path.endsWith(known)))
  console.log('\nScript of the list page, gzip')
  console.log(
    `  before first interaction: ${kib(totalBytes(first))} in ${first.length} files (limit ${LIST_PAGE_LIMIT_KIB} KiB)`,
  )
  console.log(`  fetched later, for the dialog: ${kib(totalBytes(later))} in ${later.length} files`)
}

/** Every script that a browser has fetched by the time that the dialog is open. */
async function fetchedWithDialog(): Promise<[path: string, bytes: number][]> {
  const stack = await startStack({ company: 'empty' })
  const browser = await chromium.launch({
    executablePath: process.env.CHROME_PATH || undefined,
    chromiumSandbox: process.getuid?.() !== 0,
  })
  try {
    const account = await stack.control.createAccount({
      username: `bench-${randomUUID().slice(0, 8)}`,
      password: 'bench-pass-1',
    })
    await stack.control.seedInstance({ owners: [account.username], type: 1, status: 'RUNNING' })
    const cookie = await signInForCookie(stack, account)
    const page = await browser.newPage({ extraHTTPHeaders: { cookie } })
    const sizes = new Map<string, number>()
    page.on('response', async (response) => {
      const { pathname } = new URL(response.url())
      if (pathname.endsWith('.js')) sizes.set(pathname, gzipSync(await response.body(), { level: 9 }).length)
    })
    await page.goto(stack.url)
    await page.locator('[data-cancel]').first().click()
    await page.getByRole('alertdialog').waitFor()
    return [...sizes]
  } finally {
    await browser.close()
    await stack.stop()
  }
}
