import { rm } from 'node:fs/promises'
import { ensureInstalled } from './ensure-installed.mjs'

await ensureInstalled()
const { chromium } = await import('@playwright/test')
const { ensureBuilt } = await import('./ensure-built.mjs')
const { findBrowser } = await import('./find-browser.mjs')
const { runDemoStack } = await import('./demo-stack.mjs')
const { inProject } = await import('./project-root.mjs')
const { beforeStop, stopAndExit } = await import('./stopping.mjs')

const picture = inProject('public', 'screenshot.png')

try {
  await ensureBuilt({ quiet: true })
  await rm(inProject('.data', 'screenshot'), { recursive: true, force: true })
  const { url, accounts } = await runDemoStack({ mode: 'start', folder: 'screenshot' })
  await takePicture({ url, account: accounts.find(({ username }) => username === 'alice') })
  console.log(`Wrote ${picture}`)
  await stopAndExit(0)
} catch (error) {
  console.error(error.message)
  await stopAndExit(1)
}

async function cancel(page, row) {
  await row.getByRole('button', { name: /^Cancel / }).click()
  const dialog = page.getByRole('alertdialog').or(page.getByRole('dialog'))
  await dialog.getByLabel('Reason').selectOption({ label: 'Wrong input data' })
  await dialog.getByRole('button', { name: /^Request cancellation/ }).click()
  await dialog.waitFor({ state: 'hidden' })
}

async function takePicture({ url, account }) {
  const browser = await chromium.launch({
    executablePath: await findBrowser(),
    chromiumSandbox: process.getuid?.() !== 0,
  })
  beforeStop(() => browser.close())
  const page = await browser.newPage({
    viewport: { width: 1440, height: 900 },
    colorScheme: 'light',
    locale: 'en-US',
    timezoneId: 'Europe/Berlin',
  })
  await page.goto(`${url}/sign-in`)
  await page.getByLabel('Username', { exact: true }).fill(account.username)
  await page.getByLabel('Password', { exact: true }).fill(account.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL((address) => address.pathname === '/')
  const running = page.locator('[data-row]').filter({ hasText: 'Running' })
  await cancel(page, running.nth(0))
  await page.getByText(/^Stopped after/).waitFor()
  await cancel(page, running.nth(0))
  await page.getByText(/^Cancelling/).waitFor()
  await page.mouse.move(720, 20)
  await page.screenshot({ path: picture, animations: 'disabled' })
}
