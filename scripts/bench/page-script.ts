import { randomUUID } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { chromium } from '@playwright/test'
import { startStack } from '@/e2e/support/stack'
import { signInForCookie } from './browserless'

/** Script of the list page: what a browser fetches before it is idle, each file gzipped by itself. In bytes. */
export async function benchPageScript(): Promise<void> {
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
    const inDocument = await page
      .locator('script[src]')
      .evaluateAll((scripts) => scripts.map((script) => new URL((script as HTMLScriptElement).src).pathname))
    await page.waitForLoadState('networkidle')
    const all = [...sizes]
    const first = all.filter(([path]) => inDocument.includes(path))
    console.log('\nScript of the list page, gzip')
    console.log(`  before first interaction: ${kib(sum(first))} in ${first.length} files`)
    console.log(
      `  fetched when idle, for the dialog: ${kib(sum(all) - sum(first))} in ${all.length - first.length} files`,
    )
  } finally {
    await browser.close()
    await stack.stop()
  }
}

function sum(files: [string, number][]): number {
  return files.reduce((total, [, bytes]) => total + bytes, 0)
}

function kib(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KiB`
}
