import { startTestPostgres } from '@/scripts/test-postgres.mjs'
import { benchCancelAndList } from './cancel-and-list'
import { benchChain } from './chain'
import { benchFollowing } from './follow'
import { benchGraph } from './graph'
import { benchLog } from './log'
import { benchPageScript } from './page-script'

// One section alone where it is named: `node scripts/bench.mjs follow`.
const only = process.argv[2]
const isWanted = (section: string): boolean => only === undefined || only === section

console.log(`Flowstop bench, Node ${process.version}. Ratios are of medians; both sides take turns.`)
console.log('\n== Embedded database')
await benchOn(null)
const postgres = await startTestPostgres()
if ('url' in postgres) {
  console.log('\n== PostgreSQL')
  await benchOn(postgres.url)
  await postgres.stop()
} else {
  console.log(`\n${postgres.reason}: not measured on a PostgreSQL server.`)
}
if (isWanted('script')) await benchPageScript()
if (isWanted('graph')) await benchGraph()
if (isWanted('log')) await benchLog()

async function benchOn(serverUrl: string | null): Promise<void> {
  const database = serverUrl ?? 'pglite'
  if (isWanted('cancel')) await benchCancelAndList(database)
  if (isWanted('chain')) await benchChain(serverUrl)
  if (isWanted('follow')) {
    console.log('\nFrom the end in EnOS until the page shows it, asked for every 2 s; EnOS takes 1 to 20 s')
    await benchFollowing(database)
  }
}
