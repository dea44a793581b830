import { expect, it } from 'vitest'
import { COMPANY_ORGS } from './company-people'
import { setActive } from './flow-service'
import { RunStore } from './run-store'

const HOUR = 3_600_000
/** Its next instance, of 4:05, is there already by now. */
const paused = Date.UTC(2026, 8, 7, 3, 30)
const later = paused + 10 * HOUR

function triggersOf(store: RunStore, now: number): number[] {
  const all = { orgId: COMPANY_ORGS[0].id, owner: 'alice', type: 1, onlyUnfinished: false }
  return store
    .between({ ...all, from: paused - 5 * HOUR, to: now + 24 * HOUR }, now)
    .filter((run) => run.flow.flowName === 'wind-farm-scada-ingest')
    .map((run) => run.triggerAt)
    .sort((a, b) => a - b)
}

function storeWith(): { store: RunStore; flow: NonNullable<ReturnType<RunStore['flow']>> } {
  const store = new RunStore({ seed: 1, size: 1, isEmpty: false })
  const flow = store.flows().find((one) => one.flowName === 'wind-farm-scada-ingest')
  if (!flow) throw new Error('The company has changed.')
  return { store, flow }
}

it('makes no instance while its schedule stands still, but keeps what it had made', () => {
  const { store, flow } = storeWith()
  const before = triggersOf(store, paused)
  const wouldBe = triggersOf(store, later)
  setActive(flow, 0, paused)
  expect(triggersOf(store, later)).toEqual(before)
  expect(before.at(-1)).toBeGreaterThan(paused)
  const missing = wouldBe.filter((at) => !before.includes(at))
  expect(missing.length).toBeGreaterThan(8)
  expect(store.latestBefore(flow.flowId, later)?.triggerAt).toBe(before.at(-1))
})

it('goes on after that, without those in between', () => {
  const { store, flow } = storeWith()
  const wouldBe = triggersOf(store, later + 5 * HOUR)
  const before = triggersOf(store, paused)
  setActive(flow, 0, paused)
  setActive(flow, 1, later)
  expect(triggersOf(store, later + 5 * HOUR)).toEqual(
    wouldBe.filter((at) => before.includes(at) || at >= later),
  )
  setActive(flow, 1, later + HOUR)
  expect(flow.pauses).toEqual([[paused, later]])
})
