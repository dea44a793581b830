import { ask } from './ask'
import { readOptions, USAGE } from './options'
import { describe, describeNothing } from './report'

const CONSISTENT = 0
const BROKEN = 1
const NOT_CHECKED = 2

async function run(): Promise<number> {
  const options = readOptions(process.argv.slice(2))
  if (typeof options === 'string') return refuse(`${options}\n\n${USAGE}`)
  if (options.help) {
    console.log(USAGE)
    return CONSISTENT
  }
  const { DATABASE_URL, DATA_DIR } = process.env
  const reports = await ask(DATABASE_URL ? { url: DATABASE_URL } : { folder: DATA_DIR || '.data' }, options)
  if (options.kept !== null && reports.length > 1) {
    const names = reports.map(({ orgId }) => orgId).join(', ')
    return refuse(`A head belongs to one organization. Say which one with --org: ${names}.`)
  }
  if (options.orgId !== null && reports.length === 0) {
    return refuse(`Nothing is known of an organization ${options.orgId}.`)
  }
  if (options.json) console.log(JSON.stringify(reports))
  else console.log(reports.length === 0 ? describeNothing(options.kept) : describe(reports))
  // A history that was taken away as a whole: only a head that was kept can tell.
  const isGone = reports.length === 0 && options.kept !== null
  return reports.every(({ ok }) => ok) && !isGone ? CONSISTENT : BROKEN
}

function refuse(sentence: string): number {
  console.error(sentence)
  return NOT_CHECKED
}

process.exitCode = await run().catch((error: unknown) =>
  refuse(`The history could not be checked. ${error instanceof Error ? error.message : ''}`),
)
