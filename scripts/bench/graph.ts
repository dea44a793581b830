import { randomUUID } from 'node:crypto'
import { type Browser, chromium } from '@playwright/test'
import type { NewTask } from '@/e2e/support/simulator-control'
import { type Stack, startStack } from '@/e2e/support/stack'
import { signInForCookie } from '@/e2e/support/without-browser'
import { instancePath } from '@/lib/shared/addresses'
import { quantile } from './samples'

const RUNS = 7
const SIZES = [10, 60, 500]

type Run = { sinceNavigation: number; sinceShown: number; longest: number; long: number }

/** The graph of an instance in a browser: from asking for the page, and from its place on it, until its nodes are drawn. */
export async function benchGraph(): Promise<void> {
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
    const cookie = await signInForCookie(stack, account)
    console.log(`\nGraph of an instance until its nodes are drawn, in a browser (${RUNS} runs, medians)`)
    for (const size of SIZES) {
      const tasks = rowsOf(size)
      const { flowInstId } = await stack.control.seedInstance({
        owners: [account.username],
        type: 1,
        status: 'RUNNING',
        tasks,
      })
      const runs: Run[] = []
      for (let run = 0; run < RUNS; run++) runs.push(await draw(browser, { stack, cookie, flowInstId }))
      const median = (pick: (run: Run) => number) => `${quantile(runs.map(pick), 0.5).toFixed(0)} ms`
      console.log(
        `  ${String(size).padStart(3)} tasks  from navigation ${median((run) => run.sinceNavigation)}, from its place shown ${median((run) => run.sinceShown)}, longest task ${median((run) => run.longest)}, long tasks together ${median((run) => run.long)}`,
      )
    }
  } finally {
    await browser.close()
    await stack.stop()
  }
}

/** Rows of tasks, each of which waits for two of the row before. */
function rowsOf(size: number): NewTask[] {
  const width = Math.max(3, Math.round(Math.sqrt(size) / 1.5))
  return Array.from({ length: size }, (_, index) => {
    const row = Math.floor(index / width) - 1
    const after = row < 0 ? [] : [index, index * 7 + 3].map((any) => `task-${row * width + (any % width)}`)
    return { name: `task-${index}`, status: index < size / 2 ? 'SUCCESS' : 'INIT', after }
  })
}

type Where = { stack: Stack; cookie: string; flowInstId: string }

/** A page of its own each time; scripts come from the disk cache of none. */
async function draw(browser: Browser, { stack, cookie, flowInstId }: Where): Promise<Run> {
  const page = await browser.newPage({
    viewport: { width: 1440, height: 900 },
    extraHTTPHeaders: { cookie },
  })
  try {
    // tsx keeps the names of functions by a helper that the page does not have.
    await page.addInitScript('globalThis.__name = (named) => named')
    await page.addInitScript(watch)
    await page.goto(`${stack.url}${instancePath(flowInstId)}`)
    await page.waitForFunction(() => 'graphReady' in window)
    return await page.evaluate(() => (window as unknown as { graphReady: Run }).graphReady)
  } finally {
    await page.close()
  }
}

/** In the page: notes long tasks, when the place of the graph is there, and when nodes are painted in it. */
function watch(): void {
  const long: { start: number; ms: number }[] = []
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) long.push({ start: startTime, ms: duration })
  }).observe({ type: 'longtask', buffered: true })
  let shown = 0
  const look = (): void => {
    if (shown === 0 && document.querySelector('[data-graph]') !== null) shown = performance.now()
    if (document.querySelector('.graph-face') === null) return void requestAnimationFrame(look)
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        const ready = performance.now()
        // The observer tells a little later.
        setTimeout(() => {
          const since = long.filter(({ start }) => start >= shown - 1 && start <= ready)
          Object.assign(window, {
            graphReady: {
              sinceNavigation: ready,
              sinceShown: ready - shown,
              longest: Math.max(0, ...since.map(({ ms }) => ms)),
              long: since.reduce((sum, { ms }) => sum + ms, 0),
            },
          })
        }, 300)
      }),
    )
  }
  requestAnimationFrame(look)
}
