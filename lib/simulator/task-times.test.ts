import { expect, it } from 'vitest'
import { COMPANY_ORGS } from './company-people'
import { endTimeAt, type Run, taskInstanceId } from './run'
import { RunStore } from './run-store'
import { STATUS } from './status-codes'
import { logTextAt } from './task-log'
import { taskTimesAt } from './task-times'

const DAY = 24 * 3_600_000
const now = Date.UTC(2026, 8, 7, 3, 17, 41)
const store = new RunStore({ seed: 1, size: 1, isEmpty: false })
const window = { orgId: COMPANY_ORGS[0].id, owner: 'alice', from: now - 3 * DAY, to: now + DAY }

function runs(): Run[] {
  return [0, 1, 2].flatMap((type) => store.between({ ...window, type, onlyUnfinished: false }, now))
}

const UNSTARTED = ['INIT', 'READY', 'WAIT', 'SKIP']
const VERBOSE = ['interpolate_sites', 'decode_dlt645', 'align_timestamps']
const ENDED = ['SUCCESS', 'FAIL', 'TIMEOUT', 'CANCEL', 'INTERNAL_ERROR']

function checkTimes(run: Run, at: number): void {
  for (const [index, task] of run.flow.tasks.entries()) {
    const { state, startAt, endAt } = taskTimesAt(run, index, at)
    const what = `${run.id} ${task.taskName} ${state}`
    if (UNSTARTED.includes(state)) expect([startAt, endAt], what).toEqual([null, null])
    else if (state !== 'CANCEL') expect(startAt, what).not.toBeNull()
    if (startAt === null) continue
    expect(startAt, what).toBeGreaterThanOrEqual(run.startAt)
    expect(startAt, what).toBeLessThanOrEqual(at)
    expect(endAt !== null, what).toBe(ENDED.includes(state))
    if (endAt !== null) expect(endAt - startAt, what).toBeGreaterThanOrEqual(0)
    if (endAt !== null) expect(endAt, what).toBeLessThanOrEqual(at)
    for (const before of task.after)
      expect(taskTimesAt(run, before, at).endAt, what).toBeLessThanOrEqual(startAt + 1)
  }
}

it('fits with the states of the tasks, whatever the moment', () => {
  for (const run of runs())
    for (const share of [-0.1, 0.01, 0.3, 0.55, 0.8, 0.999, 1.2])
      checkTimes(run, run.startAt + share * run.spanMs)
})

it('fits after a cancel, for work that was with the cluster too', () => {
  const finished = new Set<string>()
  for (const run of runs().slice(0, 400)) {
    const at = run.startAt + 0.4 * run.spanMs
    run.stop = { at, status: STATUS.CANCEL }
    for (const later of [0, 20_000, 90_000]) checkTimes(run, at + later)
    for (const index of run.flow.tasks.keys()) {
      const { state, endAt } = taskTimesAt(run, index, at + 90_000)
      if (state === 'SUCCESS' && endAt !== null && endAt > at) finished.add(run.id)
    }
    expect(endTimeAt(run, at + 90_000)).toBe(at)
  }
  expect(finished.size).toBeGreaterThan(0)
})

it('writes logs that only grow, some in colour, some in Chinese', () => {
  const logs: string[] = []
  // A sample: each log has thousands of lines.
  for (const run of runs().filter((_, n) => n % 9 === 0))
    for (const index of [...run.flow.tasks.keys()].slice(0, 4)) {
      const { startAt, endAt } = taskTimesAt(run, index, now)
      if (startAt === null || VERBOSE.includes(run.flow.tasks[index]?.taskName ?? '')) continue
      const found = { run, index, taskInstId: taskInstanceId(run, index) }
      const full = logTextAt(found, now) ?? ''
      const half = logTextAt(found, startAt + ((endAt ?? now) - startAt) / 2) ?? ''
      // The first line counts the runs, which a failure at the end raises.
      const [later, sooner] = [full, half].map((text) => text.slice(text.indexOf('\n')))
      expect(later?.startsWith(String(sooner)), found.taskInstId).toBe(true)
      logs.push(full)
    }
  expect(logs.length).toBeGreaterThan(100)
  expect(logs.some((log) => log.includes('\u001b['))).toBe(true)
  expect(logs.some((log) => /\p{Script=Han}/u.test(log))).toBe(true)
})
