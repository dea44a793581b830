import type { Locator, Page } from '@playwright/test'

/** Presses a button that copies, and waits until it has said so, which it does for a moment only. */
export async function pressCopy(button: Locator): Promise<void> {
  const watched = await button.evaluateHandle((one) => ({
    copied: new Promise<void>((resolve) => {
      const look = () => (one.getAttribute('aria-label') === 'Copied' ? resolve() : undefined)
      new MutationObserver(look).observe(one, { attributes: true })
    }),
  }))
  await button.click()
  await watched.evaluate(({ copied }) => copied)
}

/** What is on the clipboard, which this site lets no page read. */
export async function paste(page: Page): Promise<string> {
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
