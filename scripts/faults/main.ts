import { parseArgs } from 'node:util'
import { startTestPostgres } from '@/scripts/test-postgres.mjs'
import { Report } from './report'
import { Site } from './site'
import { runWireFaults } from './wire'

const { values } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    only: { type: 'string' },
    on: { type: 'string' },
  },
})
const startedAt = Date.now()
const report = new Report()

async function lane(serverUrl: string | null): Promise<void> {
  const site = await Site.open(serverUrl)
  try {
    await site.start()
    await runWireFaults(site, report, values.short ? 1 : 10)
  } finally {
    await site.close()
  }
}

const postgres = values.on === 'pglite' ? { reason: 'not asked for' } : await startTestPostgres()
try {
  if (values.on !== 'postgres') await lane(null)
  if ('url' in postgres) await lane(postgres.url)
} finally {
  if ('url' in postgres) await postgres.stop()
}
console.log(report.table())
const found = report.differences()
for (const what of found) console.error(what)
const { passed, failed } = report.counts()
console.log(`\n${passed} passed, ${failed} failed, in ${Math.round((Date.now() - startedAt) / 1000)} s`)
process.exit(failed === 0 ? 0 : 1)
