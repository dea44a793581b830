import { setTimeout as sleep } from 'node:timers/promises'
import { disarm, waitUntil } from '@/scripts/faults/kill-points'
import { newPerson } from '@/scripts/faults/person'
import type { Report, Row } from '@/scripts/faults/report'
import type { Site } from '@/scripts/faults/site'
import { type ActSeen, compareAct, seeActs, untilActsEnded } from './account'
import { ACT_FAULTS, type ActFault } from './faults'
import { ACT_KILL_POINTS } from './kill-points'
import { ACTS, type ActWish, askAct, KINDS, prepareAct } from './wish'

/** Faults under way at once: few enough that none of them meets a timeout by accident. */
const AT_ONCE = 4

type Asked = { row: Row; wishes: ActWish[]; ends?: string }

/** Every fault of a single call, and SIGKILL on the way, under each of the three acts. */
export async function runActs(
  site: Site,
  report: Report,
  { runs, isShort }: { runs: number; isShort: boolean },
): Promise<void> {
  await site.start()
  const asked: Asked[] = []
  const left = [...ACT_FAULTS]
  const work = async (): Promise<void> => {
    for (let fault = left.shift(); fault; fault = left.shift()) {
      const row = report.row(`acts, ${fault.name}`, site.name)
      asked.push({ row, wishes: await strike(site, fault, runs), ends: fault.ends })
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  // What is left open by these ends while servers are killed over others.
  for (const point of ACT_KILL_POINTS) {
    if (isShort && !point.isShort) continue
    const row = report.row(`acts, SIGKILL ${point.name}`, site.name)
    for (let n = 0; n < runs; n++) asked.push(await killOnce(site, point, row))
  }
  const all = asked.flatMap(({ wishes }) => wishes)
  await untilActsEnded(site, all)
  const seen = new Map((await seeActs(site, all)).map((one) => [one.wish, one]))
  await site.stop()
  const database = await site.read()
  for (const { row, wishes, ends } of asked) {
    row.runs += wishes.length
    for (const wish of wishes) compareAct(seen.get(wish) as ActSeen, database, row, ends)
  }
  report.row('chain and records after the acts', site.name).differences.push(...database.broken)
}

async function strike(site: Site, fault: ActFault, runs: number): Promise<ActWish[]> {
  const person = await newPerson(site)
  const one = async (kind: ActWish['kind']): Promise<ActWish> => {
    const wish = await prepareAct(site, person, kind)
    const { flowId, flowInstId } = wish
    if (fault.kind) {
      const isRead = fault.operation !== undefined
      await site.control.addFault({
        operation: fault.operation ?? ACTS[kind].operation,
        match: isRead ? { flowInstId } : { flowId },
        times: fault.times ?? 1,
        kind: fault.kind,
      })
    }
    await (fault.ends === 'no record' ? askAct(site, wish) : askUntilTaken(site, wish))
    return wish
  }
  const wishes: ActWish[] = []
  for (let n = 0; n < runs; n++) wishes.push(...(await Promise.all(KINDS.map(one))))
  return wishes
}

/** With many faults at once, EnOS may seem to be away: the person is told that nothing was sent, and asks again. */
async function askUntilTaken(site: Site, wish: ActWish): Promise<void> {
  await askAct(site, wish)
  for (let tries = 0; tries < 20 && wish.told?.ok === false; tries++) {
    await sleep(500)
    // What was told then says nothing of a server that is killed now.
    wish.told = null
    await askAct(site, wish)
  }
}

async function killOnce(site: Site, point: (typeof ACT_KILL_POINTS)[number], row: Row): Promise<Asked> {
  const person = await newPerson(site)
  const wishes = await Promise.all(KINDS.map((kind) => prepareAct(site, person, kind)))
  await point.arm(site)
  // The faults before may have left EnOS away.
  const asking = wishes.map((wish) => askUntilTaken(site, wish))
  const isThere = await waitUntil(() => point.isReached(site, wishes)).then(
    () => true,
    () => false,
  )
  if (!isThere) row.differences.push('nobody stood there')
  await site.kill()
  await Promise.all(asking)
  await disarm(site)
  await site.endLeases()
  await site.start()
  // Who was cut off asks for the same once more, as a browser would.
  const [first] = wishes
  if (first?.told === null) await askAct(site, first)
  return { row, wishes }
}
