import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { randomFrom } from '@/e2e/support/fuzz/random'
import type { ProtocolError } from '@/e2e/support/simulator-control'
import { startTestPostgres } from '@/scripts/test-postgres.mjs'
import { runActs } from './acts/run'
import { runKillsAtPoints } from './kills'
import { runOutages } from './outages'
import { runKillsInMigration, runRandomKills } from './random-kills'
import { Report } from './report'
import { Site } from './site'
import { runTwoServers } from './two-servers'
import { runWireFaults } from './wire'

const { values } = parseArgs({
  options: {
    /** Everything at least once, for `npm test`. */
    short: { type: 'boolean', default: false },
    /** One part alone: wire, outages, points, random, migration, servers, acts. */
    only: { type: 'string' },
    /** `pglite` or `postgres` alone. */
    on: { type: 'string' },
    /** Of the random moments; a run says which it used. */
    seed: { type: 'string' },
    /** A file for the counts. */
    counts: { type: 'string' },
  },
})

const FULL = {
  wire: 10,
  outage: { runs: 10, gatewayDownMs: 30_000 },
  point: 10,
  random: 64,
  migration: 20,
  servers: 10,
  acts: 3,
}
const SHORT = {
  wire: 1,
  outage: { runs: 2, gatewayDownMs: 2_000 },
  point: 1,
  random: 3,
  migration: 1,
  servers: 1,
  acts: 1,
}

const scale = values.short ? SHORT : FULL
const seed = Number(values.seed ?? Date.now() % 1_000_000)
const startedAt = Date.now()
const report = new Report()

const CHANGES: ReadonlySet<string> = new Set([
  'flowInstances.cancel',
  'flows.trigger',
  'flows.enable',
  'flows.disable',
])

type Parts = Record<string, ((site: Site) => Promise<void>) | null>

/** What is done to workflows, beside everything else: it waits for most of its time. */
const ACTS: Parts = { acts: (site) => runActs(site, report, { runs: scale.acts, isShort: values.short }) }

/** All parts about cancels, on one kind of database. */
async function runOn(serverUrl: string | null): Promise<void> {
  const random = randomFrom(seed)
  const isServer = serverUrl !== null
  const isElsewhere = values.short && isServer
  await runParts(serverUrl, {
    // What does not depend on the database is run on one of them in the short version.
    wire: isElsewhere ? null : (site) => runWireFaults(site, report, scale.wire),
    outages: (site) => runOutages(site, report, { ...scale.outage, onlyOfDatabase: isElsewhere }),
    points: (site) => runKillsAtPoints(site, report, { runs: scale.point, isShort: values.short }),
    random: isElsewhere ? null : (site) => runRandomKills(site, report, { runs: scale.random, random }),
    migration: isElsewhere
      ? null
      : (site) => runKillsInMigration(site, report, { runs: scale.migration, random }),
    servers: isServer ? (site) => runTwoServers(site, report, scale.servers) : null,
  })
}

async function runParts(serverUrl: string | null, parts: Parts): Promise<void> {
  for (const [name, run] of Object.entries(parts)) {
    if (!run || (values.only !== undefined && values.only !== name)) continue
    const site = await Site.open(serverUrl)
    try {
      await run(site)
      const errors = await site.control.protocolErrors()
      const repeated = errors.filter((error) => isRepeated(error, name === 'servers'))
      const row = report.row('requests that EnOS had seen before', site.name)
      row.differences.push(
        ...repeated.map(({ kind, operation, flowInstId }) => `${operation} ${flowInstId}: ${kind}`),
      )
    } catch (error) {
      report.row(`${name}: did not run to its end`, site.name).differences.push(String(error))
    } finally {
      await site.close()
    }
    console.log(`${secondsSince(startedAt)} s: ${name} on ${site.name} is done`)
  }
}

/** Two servers may read the same in the same millisecond, and then try again; neither ever changes the same twice. */
function isRepeated({ kind, operation }: ProtocolError, isByTwo: boolean): boolean {
  if (kind === 'repeated-cancel') return true
  return kind === 'replayed-signature' && (!isByTwo || CHANGES.has(operation))
}

/** The server that `npm test` runs already, or one of our own. */
async function findPostgres(): Promise<Awaited<ReturnType<typeof startTestPostgres>>> {
  if (values.on === 'pglite') return { reason: 'It was not asked for' }
  const url = process.env.TEST_DATABASE_URL
  return url ? { url, stop: async () => undefined } : startTestPostgres()
}

function secondsSince(at: number): number {
  return Math.round((Date.now() - at) / 1000)
}

console.log(`Fault bench, Node ${process.version}, seed ${seed}${values.short ? ', short' : ''}.`)
const postgres = await findPostgres()
if ('reason' in postgres) console.log(`${postgres.reason}: nothing is run on PostgreSQL.`)
try {
  const url = 'url' in postgres ? postgres.url : null
  const isEmbedded = values.on !== 'postgres'
  await Promise.all([
    isEmbedded ? runOn(null) : null,
    url === null ? null : runOn(url),
    isEmbedded ? runParts(null, ACTS) : null,
    // In the short version what does not depend on the database is run on one of them.
    url === null || (values.short && isEmbedded) ? null : runParts(url, ACTS),
  ])
} finally {
  if ('url' in postgres) await postgres.stop()
}
console.log(`\n${report.table()}\n`)
for (const what of report.differences()) console.error(what)
const counts = report.counts()
if (values.counts) writeFileSync(values.counts, JSON.stringify(counts))
console.log(
  `${counts.passed} rows without a difference, ${counts.failed} with one, in ${secondsSince(startedAt)} s`,
)
process.exit(counts.failed === 0 ? 0 : 1)
