import { expect, signIn, test } from './fixtures'
import { expectAccessible } from './support/accessible'
import { headingOf, seedRunOfThree, tasksOf } from './support/instance-page'

test.describe.configure({ timeout: 120_000 })

test.use({ viewport: { width: 320, height: 720 } })

for (const colorScheme of ['light', 'dark'] as const) {
  test(`a broken graph, long values and a lock are no trouble at 320 px, ${colorScheme} @narrow`, async ({
    page,
    stack,
    account,
  }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const whole = await seedRunOfThree(stack, account, {
      flowName: `a-name-${'that-goes-on-'.repeat(12)}`,
      flowLocked: true,
    })
    await signIn(page, account)
    await page.goto(`/instances/${whole.flowInstId}`)
    await expect(page.getByText(/This workflow is locked: EnOS will probably refuse/)).toBeVisible()
    await expect(tasksOf(page)).toContainText('aggregate')
    await expectAccessible(page)
    await page.locator('details').filter({ hasText: 'Raw JSON' }).getByText('Raw JSON').click()
    await expect(page.getByText(`"instanceId": "${whole.flowInstId}"`)).toBeVisible()
    await expectAccessible(page)
    const width = () =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    expect(await width()).toBeLessThanOrEqual(0)

    await stack.control.patchSettings({ graphForm: 'broken' })
    try {
      await page.reload()
      await expect(page.getByText('EnOS sent no graph of this instance that can be read')).toBeVisible()
      await expect(headingOf(page)).toContainText('that-goes-on')
      await expect(page.getByRole('button', { name: 'Cancel…' })).toBeVisible()
      await expectAccessible(page)
      expect(await width()).toBeLessThanOrEqual(0)
    } finally {
      await stack.control.patchSettings({ graphForm: 'string' })
    }
  })
}
