import type { InstanceList } from '@/lib/shared/instances'
import { expect, newAccount, signIn, test } from './fixtures'
import { hostileAnswer, hostileItem } from './support/fuzz/answers'
import { deepJson, MARKUP, SCRIPT } from './support/fuzz/payloads'
import { randomFrom } from './support/fuzz/random'
import { requestCancellation, rowOf } from './support/instance-list'
import type { Account } from './support/simulator-control'
import type { Stack } from './support/stack'
import { signInForCookie } from './support/without-browser'

const seed = Number(process.env.FUZZ_SEED || 20_261_122)
const running = { type: 1, status: 'RUNNING', cancelDelayMs: 500 } as const
const ROUNDS = 12
const ITEMS = 60

const names = {
  markup: MARKUP,
  script: SCRIPT,
  'right to left': 'مستورد \u202Egnirebmun\u202C القراءات',
  emoji: '👩‍👩‍👧‍👦 🏳️‍🌈 🇨🇳',
  'control characters': 'meter\0reading\u001b[31m\u0007\r\nimport',
  'lone surrogates': 'wind\ud800farm\udc00',
  'a name of 100,000 letters': 'long-'.repeat(20_000),
  'a key of every object': '__proto__',
  'a template': '{name}{{7*7}}<b></b>',
} as const

// Times that contradict each other leave EnOS's zone undecided for everybody: no other test may share this server.
test.use({ stackOptions: { company: 'empty' } })

test('names from EnOS are text wherever they are shown', async ({ page, stack, account }) => {
  test.slow()
  const owners = [account.username]
  const ids = new Map<string, string>()
  for (const [what, flowName] of Object.entries(names)) {
    ids.set(what, (await stack.control.seedInstance({ ...running, owners, flowName })).flowInstId)
  }
  const row = (what: keyof typeof names) => rowOf(page, ids.get(what) ?? '')
  await signIn(page, account)
  for (const what of Object.keys(names))
    await expect(row(what as keyof typeof names)).toContainText('Running')
  for (const what of [
    'markup',
    'script',
    'right to left',
    'emoji',
    'a key of every object',
    'a template',
  ] as const)
    await expect(row(what)).toContainText(names[what])
  await expect(row('control characters')).toContainText('meter\ufffdreading')
  await expect(row('lone surrogates')).toContainText('wind\ufffdfarm\ufffd')

  await requestCancellation(page, ids.get('markup') ?? '', { reason: 'Other', note: SCRIPT })
  await expect(row('markup')).toContainText(/Stopped after \d+ s/)
  await expect(page.getByRole('region', { name: 'Notifications' })).toContainText(MARKUP)
  await expectHarmless()
  await page.goto('/history')
  const record = page.getByRole('row').filter({ hasText: ids.get('markup') })
  await expect(record).toContainText(MARKUP)
  await expect(record).toContainText(SCRIPT)
  await expectHarmless()

  async function expectHarmless(): Promise<void> {
    expect(await page.evaluate(() => 'fuzzed' in window)).toBe(false)
    await expect(page.locator('img, [onerror], [onload]')).toHaveCount(0)
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(await overflow()).toBeLessThanOrEqual(0)
  }
})

test('what EnOS answers makes a list, or a sentence', async ({ stack }) => {
  test.slow()
  for (let round = 0; round < ROUNDS; round++) {
    const random = randomFrom(seed + round)
    const what = `FUZZ_SEED=${seed}, round ${round}`
    const account = await newAccount(stack)
    const cookie = await signInForCookie(stack, account)
    const isList = round % 3 !== 2
    const items = Array.from({ length: ITEMS }, (_, n) => hostileItem(random, account.username, n))
    items.push(`{"instanceId":"1-20261122","parameters":{"deep":${deepJson(20_000, 'array')}}}`)
    const body = isList
      ? `{"code":0,"msg":"OK","data":{"flowInsts":[${items.join(',')}],"count":${ITEMS}}}`
      : hostileAnswer(random)
    await answerSearchesOf(stack, account, body)
    const answer = await fetch(`${stack.url}/api/instances`, { headers: { cookie } })
    const told = (await answer.json()) as InstanceList & { problem?: { code: string } }
    if (isList) {
      expect([what, answer.status]).toEqual([what, 200])
      expect(told.rows.length, what).toBeGreaterThan(ITEMS / 4)
      expect(JSON.stringify(told).includes('\\u0000'), what).toBe(false)
      expect(JSON.stringify(told).isWellFormed(), what).toBe(true)
    } else {
      expect([what, told.problem?.code ?? 'list']).toEqual([
        what,
        expect.stringMatching(/^(?:enos_\w+|list)$/),
      ])
    }
    const page = await fetch(stack.url, { headers: { cookie } })
    expect([what, page.status]).toEqual([what, 200])
    const html = await page.text()
    expect(/<img|<svg\/onload|<script>fuzzed/.test(html), what).toBe(false)
    await stack.control.clearFaults()
  }
  expect(await stack.control.protocolErrors()).toEqual([])
  expect(stack.serverLog()).not.toMatch(/"level":50|⨯|unhandled/i)
})

async function answerSearchesOf(stack: Stack, { userId }: Account, body: string): Promise<void> {
  const kind = { type: 'http', status: 200, body } as const
  await stack.control.addFault({ operation: 'flowInstances.search', match: { userId }, times: 500, kind })
}
