import { randomUUID } from 'node:crypto'
import { type BrowserContext, chromium, type Page } from '@playwright/test'
import { type Stack, startStack } from '@/e2e/support/stack'
import { signInForCookie } from '@/e2e/support/without-browser'
import { LOG_LIMIT } from '@/lib/shared/tasks'
import { quantile } from './samples'

const RUNS = 7

const filled = (line: (n: number) => string): string => {
  let text = ''
  for (let n = 0; text.length < LOG_LIMIT; n++) text += line(n)
  return text.slice(0, LOG_LIMIT)
}

/** Logs as long as EnOS gives them out, each of another kind. */
const LOGS: Readonly<Record<string, () => string>> = {
  'lines of 70 characters': () =>
    filled((n) => `2026-11-22 22:00:00 INFO worker-${n % 40} read ${n} rows of turbine ${n}\n`),
  'coloured lines': () =>
    filled(
      (n) => `\x1b[90m22:00:00\x1b[0m \x1b[32mINFO\x1b[m worker-${n} read \x1b[36m${n}\x1b[0m turbine rows\n`,
    ),
  '200,000 short lines': () => filled((n) => `${n % 10}234\n`),
  'one line': () => filled((n) => `{"turbine":${n}},`),
}

/** A log of a mebibyte in a browser: how soon its first lines are there, and how soon a search has counted. */
export async function benchLog(): Promise<void> {
  const stack = await startStack({ company: 'empty' })
  const browser = await chromium.launch({
    executablePath: process.env.CHROME_PATH || undefined,
    chromiumSandbox: process.getuid?.() !== 0,
  })
  try {
    const username = `bench-${randomUUID().slice(0, 8)}`
    const account = await stack.control.createAccount({ username, password: 'bench-pass-1' })
    const cookie = await signInForCookie(stack, account)
    const context = await browser.newContext()
    // What tsx writes around each function that has a name, in those that run in the page, too.
    await context.addInitScript('globalThis.__name = (named) => named')
    await context.addCookies(
      cookie.split('; ').map((one) => {
        const at = one.indexOf('=')
        return { name: one.slice(0, at), value: one.slice(at + 1), url: stack.url }
      }),
    )
    console.log(`\nLog of 1 MiB, medians of ${RUNS} runs after one uncounted`)
    const small = await measure(context, await seedTask(stack, username, 'a few lines\n'.repeat(20)))
    console.log(`  ${'20 lines, for comparison'.padEnd(26)}${describe(small)}`)
    for (const [name, makeText] of Object.entries(LOGS)) {
      const url = await seedTask(stack, username, makeText())
      console.log(`  ${name.padEnd(26)}${describe(await measure(context, url))}`)
    }
  } finally {
    await browser.close()
    await stack.stop()
  }
}

async function seedTask(stack: Stack, username: string, text: string): Promise<string> {
  const { flowInstId } = await stack.control.seedInstance({
    owners: [username],
    type: 1,
    status: 'SUCCESS',
    tasks: [{ name: 'aggregate', status: 'SUCCESS' }],
  })
  const taskInstId = (await stack.control.instance(flowInstId)).tasks[0]?.taskInstId ?? ''
  await stack.control.setLog(taskInstId, { text })
  return `${stack.url}/instances/${flowInstId}/tasks/${taskInstId}`
}

type Figures = { firstMs: number[]; searchMs: number[]; heapMiB: number[] }

async function measure(context: BrowserContext, url: string): Promise<Figures> {
  const figures: Figures = { firstMs: [], searchMs: [], heapMiB: [] }
  for (let run = 0; run <= RUNS; run++) {
    const page = await context.newPage()
    await page.addInitScript(noteFirstRow)
    await page.goto(url)
    const firstMs = await page
      .waitForFunction(() => (window as unknown as { firstRowAt?: number }).firstRowAt)
      .then((handle) => handle.jsonValue())
    const searchMs = await searched(page)
    const heapMiB = await heapOf(page)
    await page.close()
    if (run === 0) continue
    figures.firstMs.push(firstMs ?? Number.NaN)
    figures.searchMs.push(searchMs)
    figures.heapMiB.push(heapMiB)
  }
  return figures
}

/** Runs in the page, from its beginning: notes when the first row of a log has been painted. */
function noteFirstRow(): void {
  const look = (): void => {
    if (document.querySelector('[data-row] [data-text]')?.textContent) {
      requestAnimationFrame(() => setTimeout(() => Object.assign(window, { firstRowAt: performance.now() })))
    } else requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}

/** From a key until the count of matches has been painted: the slowest of a word's letters. */
async function searched(page: Page): Promise<number> {
  await page.getByRole('searchbox').focus()
  await page.evaluate(() => {
    const times: number[] = []
    Object.assign(window, { searchTimes: times })
    document.addEventListener(
      'keydown',
      () => {
        const startedAt = performance.now()
        const before = document.querySelector('output')?.textContent
        const look = (): void => {
          if (document.querySelector('output')?.textContent === before) requestAnimationFrame(look)
          else setTimeout(() => times.push(performance.now() - startedAt))
        }
        requestAnimationFrame(look)
      },
      { capture: true },
    )
  })
  // Each changes the count, in every one of the logs.
  for (const [n, key] of ['e', 'Backspace', '3', 'Backspace', '0'].entries()) {
    await page.keyboard.press(key)
    await page.waitForFunction(
      (count) => (window as unknown as { searchTimes: number[] }).searchTimes.length > count,
      n,
    )
  }
  return page.evaluate(() => Math.max(...(window as unknown as { searchTimes: number[] }).searchTimes))
}

async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  return usedSize / 1024 / 1024
}

function describe({ firstMs, searchMs, heapMiB }: Figures): string {
  const ms = (values: number[]): string => `${quantile(values, 0.5).toFixed(0)} ms`.padStart(7)
  return `first lines ${ms(firstMs)}; a letter until its count ${ms(searchMs)}; heap ${quantile(heapMiB, 0.5).toFixed(1)} MiB`
}
