import { judge, type Seen, see, untilEnded } from './account'
import type { DatabaseAccount } from './database-account'
import { disarm, KILL_POINTS, type KillPoint, type Left, waitUntil } from './kill-points'
import { type Ask, ask, newPerson, type Person, prepare } from './person'
import { note, type Report, type Row } from './report'
import type { Site } from './site'

/** Wishes on their way at each kill. */
const WISHES = 4
/** A person's cancellations stay on one page of the history: so few more kills than were asked for. */
const MOST_MISSES = 2

/** What the pages and EnOS said of earlier wishes, until the database can be asked, too. */
export type Waiting = { row: Row; seen: Seen[] }

/** SIGKILL at each named point, `runs` times; after each everything is brought to its end and compared. */
export async function runKillsAtPoints(
  site: Site,
  report: Report,
  { runs, isShort }: { runs: number; isShort: boolean },
): Promise<void> {
  await site.start()
  const waiting: Waiting[] = []
  for (const point of KILL_POINTS) {
    const row = report.row(`SIGKILL ${point.name}`, site.name)
    const person = await newPerson(site)
    for (let misses = 0; row.runs < runs && misses <= MOST_MISSES; ) {
      const missed = await killOnce({ site, point, row, person, waiting, isShort })
      if (missed === null) row.runs += 1
      else if (++misses > MOST_MISSES) row.differences.push(`nobody stood there: ${missed}`)
    }
  }
  await site.stop()
  compare(waiting, await site.read(), report.row('chain and records after the kills', site.name))
}

type Killing = {
  site: Site
  point: KillPoint
  row: Row
  person: Person
  waiting: Waiting[]
  isShort: boolean
}

/** Resolves to null, or to what was found where nobody had got there in time, as happens on a busy machine. */
async function killOnce({ site, point, row, person, waiting, isShort }: Killing): Promise<string | null> {
  const asks = await Promise.all(Array.from({ length: WISHES }, () => prepare(site, person)))
  await point.arm(site)
  const asking = Promise.all(asks.map((wish) => ask(site, wish)))
  const standing = async (): Promise<void> => {
    await point.steer?.(site, asks)
    await waitUntil(() => point.isReached(site, asks))
  }
  await standing().catch(() => undefined)
  await site.kill()
  await asking
  const leftIn = await leftBy(site, asks)
  await disarm(site)
  const left = leftIn(await recover({ site, waiting, row, isShort }))
  const isUnmarked = ({ state, posts }: Left) => posts > 0 && (state === null || state === 'requested')
  if (left.some(isUnmarked)) row.differences.push('EnOS was sent what was not marked as sent')
  waiting.push({ row, seen: await bringToEnd(site, asks) })
  return left.some(point.left) ? null : JSON.stringify(left)
}

/** What EnOS had at the moment of the kill, to be laid beside what the database had. */
async function leftBy(site: Site, asks: Ask[]): Promise<(database: DatabaseAccount) => Left[]> {
  const enos = await Promise.all(
    asks.map(async ({ flowInstId }) => {
      const posts = (await site.control.calls({ operation: 'flowInstances.cancel', flowInstId })).length
      return { flowInstId, posts, cancels: (await site.control.instance(flowInstId)).cancelCount }
    }),
  )
  return ({ records }) =>
    enos.map(({ flowInstId, ...got }) => ({
      state: records.find((record) => record.flow_inst_id === flowInstId)?.state ?? null,
      ...got,
    }))
}

/** `isShort`: does not wait for the leases of the server that was killed. */
export type Recovery = { site: Site; waiting: Waiting[]; row: Row; isShort: boolean }

/** Starts the killed site again, and reads its database in the state that the kill left. */
export async function recover({ site, waiting, row, isShort }: Recovery): Promise<DatabaseAccount> {
  const read = await site.photograph()
  if (isShort) await site.endLeases()
  const [database] = await Promise.all([read(), site.start()])
  compare(waiting, database, row)
  return database
}

/** Half of those who got no answer ask again, as a browser or a person would; then every instance comes to its end. */
export async function bringToEnd(site: Site, asks: Ask[]): Promise<Seen[]> {
  const unanswered = asks.filter(({ told }) => told === null)
  await Promise.all(unanswered.filter((_, n) => n % 2 === 0).map((wish) => ask(site, wish)))
  await Promise.all(
    asks.map(async ({ flowInstId }) => {
      const { cancelCount } = await site.control.instance(flowInstId)
      if (cancelCount === 0) await site.control.changeInstance(flowInstId, { status: 'SUCCESS' })
    }),
  )
  await untilEnded(site, asks)
  return see(site, asks)
}

export function compare(waiting: Waiting[], database: DatabaseAccount, last: Row): void {
  for (const { row, seen } of waiting.splice(0)) for (const one of judge(seen, database)) note(row, one)
  last.differences.push(...database.broken)
}
