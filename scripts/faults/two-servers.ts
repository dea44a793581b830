import { judge, see, untilEnded } from './account'
import { disarm, waitUntil } from './kill-points'
import { type Ask, ask, newPerson, type Person, prepare, readOpen } from './person'
import { note, type Report } from './report'
import type { Site } from './site'

type Server = { url: string; log: () => string; kill: () => Promise<unknown> }
type Both = { first: Server; second: Server }

type Part = {
  name: string
  run: (site: Site, given: Both & { person: Person; row: { differences: string[] } }) => Promise<Ask[]>
  expected: string[]
}

/** Two servers on one PostgreSQL, each with half of the people. */
export async function runTwoServers(site: Site, report: Report, runs: number): Promise<void> {
  await site.start()
  for (const { name, run, expected } of partsOf(runs)) {
    const row = report.row(name, site.name)
    const other = await site.startAnother()
    const both: Both = {
      first: { url: site.url, log: () => site.log(), kill: () => site.kill() },
      second: { url: other.url, log: other.log, kill: () => other.child.stop({ signal: 'SIGKILL' }) },
    }
    const person = await newPerson(site)
    const asks = await run(site, { ...both, person, row })
    row.runs += asks.length
    await untilEnded(site, asks)
    const seen = await see(site, asks)
    await both.second.kill()
    const database = await site.read()
    row.differences.push(...database.broken)
    for (const one of judge(seen, database)) note(row, one, expected)
  }
}

function partsOf(runs: number): Part[] {
  const count = 4 * runs
  return [
    {
      name: 'two servers share the looks',
      expected: ['stopped'],
      run: async (site, { first, second, person, row }) => {
        const asks = await prepareAll(site, person, count, 4_000)
        await Promise.all(asks.map((one) => ask(first, one)))
        const from = { first: first.log().length, second: second.log().length }
        await untilEnded(site, asks)
        const looks = {
          first: looksIn(first.log().slice(from.first)),
          second: looksIn(second.log().slice(from.second)),
        }
        if (Math.min(looks.first, looks.second) === 0)
          row.differences.push(`the looks were not shared: ${JSON.stringify(looks)}`)
        return asks
      },
    },
    {
      name: 'one of two servers killed during the POST',
      expected: ['stopped'],
      run: async (site, { first, second, person }) => {
        const asks = await prepareAll(site, person, count)
        await site.control.addFault({
          operation: 'flowInstances.cancel',
          times: count,
          kind: { type: 'hold', when: 'before' },
        })
        // The session that was begun on one works on the other.
        const asking = asks.map((one) => ask(second, one))
        await waitUntil(async () => (await site.control.held()).length >= count)
        await second.kill()
        await Promise.all(asking)
        await disarm(site)
        // A person who was cut off asks the other server for the same once more.
        await Promise.all(asks.slice(0, runs).map((one) => ask(first, one)))
        return asks
      },
    },
    {
      name: 'the same request at two servers at once',
      expected: ['stopped'],
      run: async (site, { first, second, person, row }) => {
        const asks = await prepareAll(site, person, count)
        await Promise.all(asks.flatMap((one) => [ask(first, one), ask(second, { ...one })]))
        await sessionOnBoth({ first, second, person, row })
        return asks
      },
    },
    {
      name: 'two requests for one instance at two servers at once',
      expected: ['stopped'],
      run: async (site, { first, second, person, row }) => {
        // It must not be over before the slower server has read it.
        const asks = await prepareAll(site, person, count, 10_000)
        const rivals = asks.map((one) => ({ ...one, key: crypto.randomUUID() }))
        await Promise.all([
          ...asks.map((one) => ask(first, one)),
          ...rivals.map((rival) => ask(second, rival)),
        ])
        // Whoever came second was told so: of the first one's cancel, not that nothing was sent.
        for (const [n, one] of asks.entries()) {
          const both = [one.told, rivals[n]?.told]
          const codes = both.map((told) => (told?.ok ? 'taken' : told?.problem.code)).sort()
          if (codes.join() !== 'already_asked,taken') row.differences.push(`two requests were told ${codes}`)
          one.told = both.find((told) => told?.ok) ?? null
        }
        return asks
      },
    },
  ]
}

function prepareAll(site: Site, person: Person, count: number, cancelDelayMs?: number): Promise<Ask[]> {
  const seed = cancelDelayMs === undefined ? {} : { cancelDelayMs }
  return Promise.all(Array.from({ length: count }, () => prepare(site, person, seed)))
}

async function sessionOnBoth({
  first,
  second,
  person,
  row,
}: Both & { person: Person; row: { differences: string[] } }): Promise<void> {
  for (const server of [first, second]) {
    await readOpen(server, person).catch((error: Error) => row.differences.push(error.message))
  }
}

/** Reads of instances that a server made, by its own log. */
function looksIn(log: string): number {
  return log.split('\n').filter((line) => line.includes('"operation":"flowInstances.get"')).length
}
