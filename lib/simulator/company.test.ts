import { expect, it } from 'vitest'
import { buildCompany } from './build-company'
import { COMPANY_ORGS, COMPANY_PEOPLE } from './company-people'
import { historyAt, isOver, type Run, statusAt } from './run'
import { RunStore } from './run-store'
import { statusName } from './status-codes'
import { taskStatesAt } from './task-states'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const start = Date.UTC(2026, 8, 7, 3, 17, 41)
const store = new RunStore({ seed: 1, size: 1, isEmpty: false })

function alicesRuns(now: number, from: number, onlyUnfinished: boolean): Run[] {
  const window = { orgId: COMPANY_ORGS[0].id, owner: 'alice', from, to: now + DAY, onlyUnfinished }
  return [0, 1, 2].flatMap((type) => store.between({ ...window, type }, now))
}

it('is busy for alice at any hour of any day', () => {
  const missing: Record<string, number> = {}
  const moments = Array.from({ length: 400 }, (_, index) => start + index * 1.71 * HOUR)
  for (const now of moments) {
    const active = alicesRuns(now, now - 90 * DAY, true).filter((run) => !isOver(run, now))
    expect(active.length).toBeGreaterThanOrEqual(9)
    expect(active.length).toBeLessThanOrEqual(18)
    const names = active.map((run) => statusName(statusAt(run, now)))
    expect(names.filter((name) => name === 'RUNNING').length).toBeGreaterThanOrEqual(3)
    for (const name of ['WAIT', 'READY', 'INIT', 'SUSPEND'])
      if (!names.includes(name)) missing[name] = (missing[name] ?? 0) + 1
  }
  for (const [name, count] of Object.entries(missing))
    expect([name, count / moments.length < 0.06]).toEqual([name, true])
})

it('finds the same instances by window and by ID, unfinished ones too', () => {
  const runs = alicesRuns(start, start - 90 * DAY, false)
  expect(runs.length).toBeGreaterThan(5_000)
  expect(new Set(runs.map((run) => run.id)).size).toBe(runs.length)
  expect(Math.max(...runs.map((run) => run.createdAt))).toBeLessThanOrEqual(start)
  for (const run of runs.filter((_, index) => index % 37 === 0))
    expect(store.find(run.id, start)).toEqual(run)
  const unfinished = runs.filter((run) => !isOver(run, start)).map((run) => run.id)
  const found = alicesRuns(start, start - 90 * DAY, true).filter((run) => !isOver(run, start))
  expect(found.map((run) => run.id).sort()).toEqual(unfinished.sort())
})

it('has runs that succeed, fail and time out, one at a time per workflow', () => {
  const runs = alicesRuns(start, start - 30 * DAY, false)
  const ended = new Set(
    runs.filter((run) => isOver(run, start)).map((run) => statusName(statusAt(run, start))),
  )
  expect([...ended].sort()).toEqual(['FAIL', 'SUCCESS', 'TIMEOUT'])
  const ends = new Map<number, number>()
  for (const run of runs.sort((left, right) => left.triggerAt - right.triggerAt)) {
    expect(run.triggerAt).toBeGreaterThanOrEqual((ends.get(run.flow.flowId) ?? 0) - 60_000)
    ends.set(run.flow.flowId, run.endAt)
  }
})

it('moves tasks forward through the graph, never one before what it comes after', () => {
  for (const run of alicesRuns(start, start - DAY, false))
    for (let share = -0.1; share <= 1.05; share += 0.07) {
      const states = taskStatesAt(run, run.startAt + share * run.spanMs)
      for (const [index, task] of run.flow.tasks.entries())
        if (states[index] === 'RUNNING' || states[index] === 'SUCCESS')
          expect(task.after.map((before) => states[before])).toEqual(task.after.map(() => 'SUCCESS'))
    }
})

it('leaves no task running in what has ended', () => {
  for (const run of alicesRuns(start, start - 30 * DAY, false)) {
    if (!isOver(run, start)) continue
    const live = taskStatesAt(run, start).filter((state) => state === 'RUNNING' || state === 'READY')
    expect([run.id, live]).toEqual([run.id, []])
  }
})

it('tells the whole history of a run', () => {
  const run = alicesRuns(start, start - DAY, false).find(
    (candidate) => candidate.flow.pace.leadMs > 0 && isOver(candidate, start),
  )
  if (!run) throw new Error('alice has no ended periodic run')
  const names = historyAt(run, start).map((mark) => mark.name)
  expect(names.slice(0, 4)).toEqual(['INIT', 'WAIT', 'READY', 'RUNNING'])
})

it('describes a company of its size', () => {
  const flows = buildCompany(1, 1)
  expect(flows.length).toBeGreaterThanOrEqual(20)
  expect(buildCompany(1, 3).length).toBe(3 * flows.length)
  expect(new Set(buildCompany(1, 3).map((flow) => flow.flowId)).size).toBe(3 * flows.length)
  expect(Math.min(...flows.map((flow) => flow.tasks.length))).toBe(1)
  expect(Math.max(...flows.map((flow) => flow.tasks.length))).toBe(60)
  expect(new Set(flows.map((flow) => flow.cycle))).toEqual(new Set(['mi', 'H', 'D', 'W', 'M']))
  expect(flows.filter((flow) => flow.locked).map((flow) => flow.owners)).toEqual([['alice']])
  const people = new Set(COMPANY_PEOPLE.map((person) => person.username))
  for (const owner of flows.flatMap((flow) => flow.owners)) expect(people).toContain(owner)
  const known = new Set(flows.map((flow) => flow.flowId))
  for (const reference of flows.flatMap((flow) => flow.references)) expect(known).toContain(reference.flowId)
})
