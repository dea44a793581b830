import type { Page } from '@playwright/test'

/** The Cookie header that this page's browser would send. */
export async function cookieOf(page: Page): Promise<string> {
  const cookies = await page.context().cookies()
  return cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
}
