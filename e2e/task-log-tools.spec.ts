import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { expect, signIn, test } from './fixtures'
import { expectAccessible } from './support/accessible'
import { paste, pressCopy } from './support/clipboard'
import { headerOf, linesFrom, logOf, SECRET, seedTasks, tool } from './support/task-log'

test.use({ stackOptions: { company: 'empty' } })

const search = (page: Page) => page.getByRole('searchbox', { name: 'Search in the log' })

test('a log is searched, copied and saved without what is folded; nothing in it is more than text', async ({
  page,
  stack,
  account,
}) => {
  test.slow()
  const { taskInstId, path } = await seedTasks(stack, account, 'SUCCESS')
  const hostile = [
    '<img src=x onerror="document.title=\'hacked\'"><script>document.title="hacked"</script>',
    '\x1b]8;;javascript:alert(1)\x07click me\x1b]8;;\x07 \x1b[2J\x1b[31mred \x1b[1mand bold\x1b[m plain',
    '10 %\r55 %\r100 %',
    `{"rows":[${'1,'.repeat(4_500)}2]}`,
  ].join('\n')
  await stack.control.setLog(taskInstId, {
    text: `${headerOf(taskInstId)}${hostile}\n${linesFrom(12, 2_000)}Turbine at the end\n`,
  })
  await signIn(page, account)
  await page.goto(path())
  const log = logOf(page)
  await expect(log).toContainText('<img src=x onerror="document.title=\'hacked\'">')
  await expect(log).toContainText('click me red and bold plain')
  await expect(log.getByText('100 %', { exact: true })).toBeVisible()
  await expect(log).not.toContainText('55 %')
  await expect(log.locator('img, script, [href^="javascript"]')).toHaveCount(0)
  await expect(page).toHaveTitle('Succeeded – aggregate · Flowstop')
  await expectAccessible(page)

  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await page.keyboard.press('?')
  await expect(help).toContainText('Next match')
  await page.keyboard.press('Escape')
  await expect(help).toHaveCount(0)

  // The header is folded, and its command line is neither in the page nor found.
  await expect(log).not.toContainText('cmdline')
  await page.keyboard.press('/')
  await expect(search(page)).toBeFocused()
  await page.keyboard.type('turbine')
  await expect(page.getByText('1 of 2,001', { exact: true })).toBeVisible()
  // The whole word is looked for: shorter ones are found as often.
  await expect(log.locator('mark[data-current]')).toHaveText('turbine')
  await expect(log.locator('mark[data-current]')).toBeInViewport()
  await page.keyboard.press('Shift+Enter')
  await expect(page.getByText('2,001 of 2,001', { exact: true })).toBeVisible()
  await expect(log.locator('mark[data-current]')).toHaveText('Turbine')
  await expect(log.locator('mark[data-current]')).toBeInViewport()
  await page.keyboard.press('F3')
  await expect(page.getByText('1 of 2,001', { exact: true })).toBeVisible()
  // Enter together with the last letter, before its search: it steps through what that finds.
  await search(page).evaluate((field: HTMLInputElement) => {
    const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set
    setValue?.call(field, 'line 9')
    field.dispatchEvent(new Event('input', { bubbles: true }))
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
  })
  await expect(page.getByText('2 of 110', { exact: true })).toBeVisible()
  await search(page).fill('turbine')
  await expect(page.getByText('1 of 2,001', { exact: true })).toBeVisible()
  await tool(page, 'Match case').click()
  await expect(page.getByText('1 of 2,000', { exact: true })).toBeVisible()
  await search(page).fill(SECRET)
  await expect(page.getByText('No match', { exact: true })).toBeVisible()
  await search(page).press('Escape')
  await expect(log).toBeFocused()

  // Everything, far more than is in the page, as plain text; the command line only once it is shown.
  const save = async (): Promise<string> => {
    const [download] = await Promise.all([page.waitForEvent('download'), tool(page, 'Download').click()])
    expect(download.suggestedFilename()).toMatch(/^aggregate-\d{4}-\d\d-\d\d-\d{6}Z\.log$/)
    return readFile(await download.path(), 'utf8')
  }
  const folded = await save()
  expect(folded.split('\n').slice(1, 3)).toEqual(['click me red and bold plain', '100 %'])
  expect(folded).toContain('line 2011 of turbine data\nTurbine at the end\n')
  expect(folded).not.toContain(SECRET)
  await pressCopy(tool(page, 'Copy log'))
  expect(await paste(page)).toBe(folded)
  await pressCopy(page.getByRole('button', { name: /^Copy ID/ }))
  await log.focus()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.press('ControlOrMeta+c')
  expect(await paste(page)).toBe(folded)
  // From a line to another, with Shift, whatever is between them and not in the page.
  await tool(page, 'To the beginning').click()
  await log.getByText('line 12 of turbine data', { exact: true }).click({ position: { x: 1, y: 8 } })
  await page.keyboard.press('End')
  const last = log.getByText('Turbine at the end', { exact: true })
  await expect(last).toBeInViewport()
  const box = await last.boundingBox()
  await last.click({ modifiers: ['Shift'], position: { x: (box?.width ?? 0) - 2, y: 8 } })
  await page.keyboard.press('ControlOrMeta+c')
  expect(await paste(page)).toBe(`${linesFrom(12, 2_000)}Turbine at the end`)

  await tool(page, 'Show header').click()
  await expect(log).toContainText(SECRET)
  expect(await save()).toBe(headerOf(taskInstId) + folded)

  // Lines are broken, or not, as was chosen before.
  await tool(page, 'Wrap lines').click()
  await expect(tool(page, 'Wrap lines')).toHaveAttribute('aria-pressed', 'false')
  await page.reload()
  await expect(tool(page, 'Wrap lines')).toHaveAttribute('aria-pressed', 'false')
  await expect(log).not.toContainText('cmdline')

  // The command line of the task itself is not even fetched before it is asked for.
  await expect(page.getByText('--db-password')).toHaveCount(0)
  const answer = page.waitForResponse(/\?cmd=1$/)
  await tool(page, 'Command line').click()
  expect((await answer).status()).toBe(200)
  await expect(page.locator('pre')).toContainText('aggregate')
})
