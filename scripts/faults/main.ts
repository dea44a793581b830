import { parseArgs } from 'node:util'
import { randomFrom } from '@/e2e/support/fuzz/random'
import { startTestPostgres } from '@/scripts/test-postgres.mjs'
import { runKillsAtPoints } from './kills'
import { runKillsInMigration, runRandomKills } from './random-kills'
import { Report } from './report'
import { Site } from './site'
import { runWireFaults } from './wire'

const { values } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    seed: { type: 'string' },
    only: { type: 'string' },
    on: { type: 'string' },
  },
})
const seed = Number(values.seed ?? Date.now() % 1_000_000)
const startedAt = Date.now()
const report = new Report()

const isWanted = (part: string): boolean => values.only === undefined || values.only === part

async function lane(serverUrl: string | null): Promise<void> {
  const random = randomFrom(seed)
  const site = await Site.open(serverUrl)
  try {
    await site.start()
    if (isWanted('wire')) await runWireFaults(site, report, values.short ? 1 : 10)
    if (isWanted('points')) await runKillsAtPoints(site, report, values.short ? 1 : 10)
    if (isWanted('random')) await runRandomKills(site, report, { runs: values.short ? 3 : 64, random })
    if (isWanted('migration'))
      await runKillsInMigration(site, report, { runs: values.short ? 2 : 20, random })
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
