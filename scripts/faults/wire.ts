import { setTimeout as sleep } from 'node:timers/promises'
import { judge, see, untilEnded } from './account'
import { waitUntil } from './kill-points'
import { type Ask, ask, newPerson, prepare, readOpen } from './person'
import { note, type Report, type Row } from './report'
import type { Site } from './site'
import { WIRE_FAULTS, type WireFault } from './wire-faults'

/** Faults under way at once: enough to be quick, few enough that none of them meets a timeout by accident. */
const AT_ONCE = 6
const STAND_LIMIT_MS = 30_000

/** Every fault of a single call, `runs` times, each by a person of its own. */
export async function runWireFaults(site: Site, report: Report, runs: number): Promise<void> {
  await site.start()
  const left = [...WIRE_FAULTS, changesLater]
  const asked: { row: Row; fault: WireFault; asks: Ask[] }[] = []
  const work = async (): Promise<void> => {
    for (let fault = left.shift(); fault; fault = left.shift()) {
      const row = report.row(fault.name, site.name)
      row.runs += runs
      asked.push({ row, fault, asks: await strike(site, { fault, row, runs }) })
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))

  const seen = await Promise.all(asked.map(({ asks }) => see(site, asks)))
  await site.stop()
  const database = await site.read()
  for (const [n, { row, fault }] of asked.entries()) {
    for (const one of judge(seen[n] ?? [], database)) note(row, one, [fault.ends])
  }
  report.row('chain and records after the faults above', site.name).differences.push(...database.broken)
}

/** Asks for `runs` cancellations under one fault and waits for their end. */
async function strike(
  site: Site,
  { fault, row, runs }: { fault: WireFault; row: Row; runs: number },
): Promise<Ask[]> {
  const person = await newPerson(site)
  const one = async (): Promise<Ask> => {
    const wish = await prepare(site, person, fault.seed)
    const { flowInstId } = wish
    if (fault.kind) {
      await site.control.addFault({
        operation: fault.operation ?? 'flowInstances.cancel',
        match: { flowInstId },
        times: fault.times ?? 1,
        kind: fault.kind,
      })
    }
    await Promise.all([askUntilTaken(site, wish, fault), atArrival(site, flowInstId, fault)])
    if (fault.stands && !(await stands(site, wish, fault.stands)))
      row.differences.push(`${flowInstId}: was never ${fault.stands}`)
    await fault.later?.(site.control, flowInstId)
    return wish
  }
  const asks = await Promise.all(Array.from({ length: runs }, one))
  await untilEnded(site, asks)
  if (fault === changesLater) await changeLater(site, asks)
  return asks
}

/** With many faults at once, EnOS may seem to be away: the person is told that nothing was sent, and asks again. */
async function askUntilTaken(site: Site, wish: Ask, fault: WireFault): Promise<void> {
  await ask(site, wish)
  for (let tries = 0; tries < 20 && wish.told?.ok === false && fault.ends !== 'no record'; tries++) {
    await sleep(500)
    await ask(site, wish)
  }
}

async function atArrival(site: Site, flowInstId: string, { meanwhile }: WireFault): Promise<void> {
  if (!meanwhile) return
  await waitUntil(
    async () => (await site.control.calls({ operation: 'flowInstances.cancel', flowInstId })).length > 0,
  )
  await meanwhile(site.control, flowInstId)
}

async function stands(site: Site, { person, flowInstId }: Ask, state: string): Promise<boolean> {
  const deadline = Date.now() + STAND_LIMIT_MS
  while (Date.now() < deadline) {
    const { open } = await readOpen(site, person)
    if (open.some((one) => one.flowInstId === flowInstId && one.state === state)) return true
    await sleep(100)
  }
  return false
}

const changesLater: WireFault = { name: 'EnOS reports something else after the end', ends: 'stopped' }

/** The one look after the end comes after five minutes, at the pace of the bench. */
async function changeLater(site: Site, asks: Ask[]): Promise<void> {
  for (const { flowInstId } of asks) await site.control.changeInstance(flowInstId, { status: 'SUCCESS' })
  const isRead = async ({ flowInstId }: Ask): Promise<boolean> => {
    const since = Date.now()
    for (let tries = 0; tries < 200; tries++) {
      const reads = await site.control.calls({ operation: 'flowInstances.get', flowInstId })
      if (reads.some(({ at, http }) => at >= since && http !== null)) return true
      await sleep(100)
    }
    return false
  }
  await Promise.all(asks.map(isRead))
  // Between its answer and its record.
  await sleep(500)
}
