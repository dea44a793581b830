import type { Page } from '@playwright/test'

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
