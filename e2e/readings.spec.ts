import { newAccount, test } from './fixtures'
import { travel } from './support/journey'
import { type StackOptions, startStack } from './support/stack'

// Every documented reading of a conflict (enos-api.md), as EnOS would behave, and the settings where one is set.
const readings: Record<string, StackOptions> = {
  'pages from 0, probed': { simulator: { pageBase: 0 } },
  'pages from 1, page 0 read as 1': { simulator: { pageBase: 1, pageZero: 'as-one' } },
  'pages from 0, set': { simulator: { pageBase: 0 }, env: { ENOS_PAGE_BASE: '0' } },
  'sorters in snake case, found': { simulator: { sorterSpelling: 'snake' } },
  'sorters in snake case, set': {
    simulator: { sorterSpelling: 'snake' },
    env: { ENOS_SORT_FIELDS: 'snake' },
  },
  'count of the page, not the total': { simulator: { count: 'page' } },
  'triggers in UTC+8, runs in UTC': { simulator: { zones: { reported: 'GMT+8', trigger: '+8', run: '0' } } },
  'all times in UTC, UTC+8 reported': { simulator: { zones: { reported: 'GMT+8', trigger: '0', run: '0' } } },
  'mixed zones, set': {
    simulator: { zones: { reported: 'GMT+8', trigger: '+8', run: '0' } },
    env: { ENOS_TIME_ZONE: 'trigger=Asia/Shanghai,run=UTC' },
  },
  'errors by HTTP status': { simulator: { errorHttp: 'matching' } },
  'the older envelope, numbers as text, Get as an array, graph in snake case, stray owners': {
    simulator: {
      envelope: 'status',
      numbers: 'string',
      getData: 'array',
      graphKeys: 'snake',
      tokenStatusField: 'stauts',
      ownerStyle: 'stray',
      requestId: false,
    },
  },
  'graphs as objects with mixed keys': { simulator: { graphForm: 'object', graphKeys: 'mixed' } },
  'graphs that cannot be read': { simulator: { graphForm: 'broken' } },
}

// Each starts a stack of its own, which a busy machine takes most of a minute for.
test.describe.configure({ mode: 'parallel', timeout: 150_000 })

for (const [name, options] of Object.entries(readings)) {
  test(`the whole path under ${name}`, async ({ browser }) => {
    const stack = await startStack(options)
    try {
      const context = await browser.newContext({ baseURL: stack.url })
      await travel({ page: await context.newPage(), stack, account: await newAccount(stack) })
      await context.close()
    } finally {
      await stack.stop()
    }
  })
}
