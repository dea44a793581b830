import { setTimeout as sleep } from 'node:timers/promises'
import type { Random } from '@/e2e/support/fuzz/random'
import type { NewInstance } from '@/e2e/support/simulator-control'
import { bringToEnd, compare, recover, type Waiting } from './kills'
import { ask, newPerson, type Person, prepare } from './person'
import type { Report } from './report'
import type { Site } from './site'

/** The whole of a cancel that EnOS carries out falls within this (ms). */
const LIFE_MS = 1_600
/** A start on a database that is there, and one that has to make it. */
const START_MS = 1_500
const FIRST_START_MS = 3_500
const WISHES = 3
/** So that a person's cancellations stay on one page of the history. */
const KILLS_A_PERSON = 12

const ENDINGS: Partial<NewInstance>[] = [
  { onCancel: 'stop' },
  { onCancel: 'stop' },
  { onCancel: 'finish-first' },
  { onCancel: 'fail' },
]

/** SIGKILL at a random moment in the life of cancels; of every four, one more hits the start that follows. */
export async function runRandomKills(
  site: Site,
  report: Report,
  { runs, random }: { runs: number; random: Random },
): Promise<void> {
  await site.start()
  const waiting: Waiting[] = []
  const inLife = report.row('SIGKILL at random', site.name)
  const inStart = report.row('SIGKILL at random during the start after it', site.name)
  let person: Person | null = null
  for (let n = 0; n < runs; n++) {
    if (n % KILLS_A_PERSON === 0 || !person) person = await newPerson(site)
    const asker = person
    const wishes = Array.from({ length: WISHES }, () =>
      prepare(site, asker, { ...random.pick(ENDINGS), cancelDelayMs: random.whole(0, 600) }),
    )
    await site.control.patchSettings({ latencyMs: random.whole(0, 60) })
    const asks = await Promise.all(wishes)
    const asking = asks.map(async (wish) => {
      await sleep(random.whole(0, 200))
      return ask(site, wish)
    })
    await sleep(random.whole(0, LIFE_MS))
    await site.kill()
    await Promise.all(asking)
    inLife.runs += 1
    const hitsStart = n % 4 === 3
    if (hitsStart) {
      site.launch()
      await sleep(random.whole(0, START_MS))
      await site.kill()
      inStart.runs += 1
    }
    const row = hitsStart ? inStart : inLife
    await recover({ site, waiting, row, isShort: false })
    waiting.push({ row, seen: await bringToEnd(site, asks) })
  }
  await site.stop()
  compare(waiting, await site.read(), report.row('chain and records after the random kills', site.name))
}

/** SIGKILL while the database is made and migrated: the next start finishes it, and a cancel on it ends well. */
export async function runKillsInMigration(
  site: Site,
  report: Report,
  { runs, random }: { runs: number; random: Random },
): Promise<void> {
  const row = report.row('SIGKILL at random while the database is made', site.name)
  while (row.runs < runs) {
    await site.renew()
    const kills = Math.min(runs - row.runs, random.whole(1, 3))
    for (let n = 0; n < kills; n++) {
      site.launch()
      await sleep(random.whole(0, FIRST_START_MS))
      await site.kill()
      row.runs += 1
    }
    try {
      await site.start()
    } catch (error) {
      row.differences.push(`it does not start any more: ${error instanceof Error ? error.message : error}`)
      continue
    }
    const person = await newPerson(site)
    const asks = await Promise.all([prepare(site, person)])
    await Promise.all(asks.map((wish) => ask(site, wish)))
    const seen = await bringToEnd(site, asks)
    await site.stop()
    compare([{ row, seen }], await site.read(), row)
  }
}
