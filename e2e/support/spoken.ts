import type { Page } from '@playwright/test'
import { expect } from '@/e2e/fixtures'
import type { Locale } from '@/lib/shared/locale'
import en from '@/messages/en.json' with { type: 'json' }
import zh from '@/messages/zh-CN.json' with { type: 'json' }

export const catalogs = { en, 'zh-CN': zh } as const satisfies Record<Locale, object>

/** What stands in Latin letters in Chinese, too: names, keys, zones, and what each language calls itself. */
const NAMES =
  /Flowstop|EnOS|\bID\b|UTC|Ctrl|Shift|F3|Enter|Esc|alt\+T|English|Europe\/Berlin|Asia\/Shanghai|North Wind/g
const KEYS = /^[a-z]$/i

/** Everything that a page says, seen or read out. */
function everyWord(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const said = [document.title]
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const parent = node.parentElement
      if (parent?.closest('script, style, noscript, template') || !parent?.checkVisibility()) continue
      said.push(node.textContent ?? '')
    }
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]'))
      for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
        said.push(element.getAttribute(name) ?? '')
    return said
  })
}

/** Fails where a page in one language says something in the other. `own`: names and texts that are not ours. */
export async function expectSpoken(page: Page, locale: Locale, own: string[] = []): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('lang', locale)
  const words = (await everyWord(page)).map((text) =>
    own.reduce((rest, name) => rest.replaceAll(name, ''), text.replaceAll(NAMES, '')).trim(),
  )
  const foreign = locale === 'en' ? /\p{Script=Han}/u : /[a-z]{2,}/i
  const strange = words
    .filter((text) => foreign.test(text) && !KEYS.test(text))
    .filter((text) => locale === 'zh-CN' || text !== en.shell.chinese)
  expect(strange, `words that are not ${locale}`).toEqual([])
}
