import { setTimeout as sleep } from 'node:timers/promises'
import { judge, type Seen, see, untilEnded } from './account'
import { disarm, waitUntil } from './kill-points'
import { type Ask, ask, newPerson, prepare } from './person'
import { note, type Report, type Row } from './report'
import type { Site } from './site'

/** Wishes, by what may become of them. */
type Groups = [Ask[], string[]][]

type Outage = {
  name: string
  /** Only where there is a database server to lose. */
  needsServer?: true
  /** Asks for cancellations, spoils what is around them, and mends it; resolves to them by what may become of them. */
  run: (site: Site, wish: () => Promise<Ask>) => Promise<Groups>
}

export type Scale = { runs: number; gatewayDownMs: number; onlyOfDatabase: boolean }

const CANCEL = 'flowInstances.cancel'
const SKEW_MS = 10 * 60_000

/** Troubles of everything at once; each is over before the next begins. */
export async function runOutages(site: Site, report: Report, scale: Scale): Promise<void> {
  await site.start()
  const done: { row: Row; groups: Groups; seen: Seen[] }[] = []
  for (const outage of outagesOf(scale)) {
    if (outage.needsServer ? !site.database : scale.onlyOfDatabase) continue
    const row = report.row(outage.name, site.name)
    const person = await newPerson(site)
    const groups = await outage.run(site, () => prepare(site, person))
    site.upAt = Date.now()
    await disarm(site)
    const asks = groups.flatMap(([group]) => group)
    row.runs += asks.length
    await endWhatRuns(site, asks)
    await untilEnded(site, asks)
    done.push({ row, groups, seen: await see(site, asks) })
  }
  await site.stop()
  const database = await site.read()
  for (const { row, groups, seen } of done) {
    for (const one of judge(seen, database)) {
      const expected = groups.find(([group]) => group.some(({ flowInstId }) => flowInstId === one.flowInstId))
      note(row, one, expected?.[1])
    }
  }
  report.row('chain and records after these outages', site.name).differences.push(...database.broken)
}

function outagesOf({ runs, gatewayDownMs }: Scale): Outage[] {
  const times = <T>(make: () => Promise<T>): Promise<T[]> => Promise.all(Array.from({ length: runs }, make))
  const held = async (site: Site, asks: Ask[]): Promise<boolean> => {
    const standing = new Set((await site.control.held()).map(({ flowInstId }) => flowInstId))
    return asks.every(({ flowInstId }) => standing.has(flowInstId))
  }
  /** These alone: the follower reads others meanwhile. */
  const hold = async (
    site: Site,
    { asks, operation, when }: { asks: Ask[]; operation: string; when: 'before' | 'after' },
  ): Promise<void> => {
    for (const { flowInstId } of asks)
      await site.control.addFault({ operation, match: { flowInstId }, kind: { type: 'hold', when } })
  }

  /** Cancels that have been checked and not been sent yet, while `spoil` happens. */
  async function midFlight(site: Site, asks: Ask[], spoil: () => Promise<unknown>): Promise<void> {
    await hold(site, { asks, operation: 'flowInstances.get', when: 'after' })
    const asking = asks.map((wish) => ask(site, wish))
    await waitUntil(() => held(site, asks))
    await spoil()
    await site.control.releaseHeld()
    await Promise.all(asking)
  }

  const skewed = (skewMs: number): Outage => ({
    name: `clock ${skewMs > 0 ? 'ahead' : 'behind'} by 10 min`,
    run: async (site, wish) => {
      const [accepted, midway, during] = [await times(wish), await times(wish), await times(wish)]
      await Promise.all(accepted.map((one) => ask(site, one)))
      await midFlight(site, midway, () => site.control.patchSettings({ clockSkewMs: skewMs }))
      await Promise.all(during.map((one) => ask(site, one)))
      await sleep(2_000)
      await site.control.patchSettings({ clockSkewMs: 0 })
      return [
        [accepted, ['stopped']],
        // Those after the first may not even get a token.
        [midway, ['refused', 'not_sent']],
        [during, ['no record']],
      ]
    },
  })

  return [
    {
      name: 'token expired in mid-flight',
      run: async (site, wish) => {
        const asks = await times(wish)
        await midFlight(site, asks, () => site.control.expireTokens())
        return [[asks, ['stopped']]]
      },
    },
    {
      name: `gateway down for ${Math.round(gatewayDownMs / 1000)} s`,
      run: async (site, wish) => {
        const [accepted, onTheWay, during] = [await times(wish), await times(wish), await times(wish)]
        await Promise.all(accepted.map((one) => ask(site, one)))
        await hold(site, { asks: onTheWay, operation: CANCEL, when: 'before' })
        const asking = onTheWay.map((one) => ask(site, one))
        await waitUntil(() => held(site, onTheWay))
        site.gateway.refuse()
        await Promise.all(asking)
        // What had reached EnOS is carried out, though nobody can be told so.
        await site.control.releaseHeld()
        const until = Date.now() + gatewayDownMs
        for (const one of during) await ask(site, one)
        await sleep(until - Date.now())
        site.gateway.resume()
        return [
          [accepted, ['stopped']],
          [onTheWay, ['stopped']],
          [during, ['no record']],
        ]
      },
    },
    skewed(SKEW_MS),
    skewed(-SKEW_MS),
    {
      name: 'clock ahead by 10 min, which EnOS allows',
      run: async (site, wish) => {
        const allowed = { clockSkewMs: SKEW_MS, signatureWindowMs: 6 * SKEW_MS }
        const before = await site.control.settings()
        await site.control.patchSettings(allowed)
        const asks = await times(wish)
        await Promise.all(asks.map((one) => ask(site, one)))
        await untilEnded(site, asks)
        await site.control.patchSettings({ clockSkewMs: 0, signatureWindowMs: before.signatureWindowMs })
        return [[asks, ['stopped']]]
      },
    },
    ...(['before', 'after'] as const).map(
      (place): Outage => ({
        name:
          place === 'before' ? 'database down before the intent' : 'database down as it commits the intent',
        needsServer: true,
        run: async (site, wish) => {
          const asks = await times(wish)
          site.database?.hold('"phase":"requested"', place)
          const asking = asks.map((one) => ask(site, one))
          await waitUntil(async () => (site.database?.held() ?? 0) >= Math.min(runs, POOL))
          site.database?.refuse()
          await Promise.all(asking)
          site.database?.release()
          site.database?.resume()
          return [[asks, place === 'before' ? ['no record'] : ['no record', 'not_sent']]]
        },
      }),
    ),
    ...(['refuse', 'hang'] as const).map(
      (how): Outage => ({
        name: how === 'refuse' ? 'database down after the POST' : 'database hanging after the POST',
        needsServer: true,
        run: async (site, wish) => {
          const asks = await times(wish)
          await hold(site, { asks, operation: CANCEL, when: 'after' })
          const asking = asks.map((one) => ask(site, one))
          await waitUntil(() => held(site, asks))
          site.database?.[how]()
          await site.control.releaseHeld()
          await Promise.all(asking)
          site.database?.resume()
          return [[asks, ['stopped']]]
        },
      }),
    ),
  ]
}

/** The pool of one server: so many statements are on their way at once (lib/db/client.ts). */
const POOL = 10

/** What EnOS never heard of would run for ever. */
async function endWhatRuns(site: Site, asks: Ask[]): Promise<void> {
  for (const { flowInstId } of asks) {
    const { cancelCount } = await site.control.instance(flowInstId)
    const posts = await site.control.calls({ operation: CANCEL, flowInstId })
    if (cancelCount === 0 && !posts.some(({ http }) => http === 401))
      await site.control.changeInstance(flowInstId, { status: 'SUCCESS' })
  }
}
