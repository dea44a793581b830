import { startTestPostgres } from '@/scripts/test-postgres.mjs'
import { benchCancelAndList } from './cancel-and-list'
import { benchPageScript } from './page-script'

console.log(`Flowstop bench, Node ${process.version}. Ratios are of medians; both sides take turns.`)
console.log('\n== Embedded database')
await benchCancelAndList('pglite')
const postgres = await startTestPostgres()
if ('url' in postgres) {
  console.log('\n== PostgreSQL')
  await benchCancelAndList(postgres.url)
  await postgres.stop()
} else {
  console.log(`\n${postgres.reason}: not measured on a PostgreSQL server.`)
}
await benchPageScript()
