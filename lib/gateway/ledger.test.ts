import { describe, expect, it } from 'vitest'
import type { CallReport } from './config'
import { createLedger, LATENCY_BOUNDS_MS, latencyAt } from './ledger'

const MINUTE = 60_000
const START = 1_700_000_040_000

const report = (changes: Partial<CallReport> = {}): CallReport => ({
  operation: 'flowInstances.get',
  http: 200,
  code: 0,
  ms: 12,
  attempt: 1,
  priority: 'person',
  ...changes,
})

function scene() {
  const clock = { at: START }
  return { clock, ledger: createLedger(() => clock.at) }
}

describe('the ledger', () => {
  it.each<[string, Partial<CallReport>, { failed: number; limited: number }]>([
    ['success', {}, { failed: 0, limited: 0 }],
    ['a refusal by EnOS', { code: 62103 }, { failed: 1, limited: 0 }],
    ['an expired token', { code: 1203 }, { failed: 1, limited: 0 }],
    ['an error page', { http: 500, code: null }, { failed: 1, limited: 0 }],
    ['no answer', { http: null, code: null }, { failed: 1, limited: 0 }],
    ['a body that is not JSON', { http: 200, code: null }, { failed: 1, limited: 0 }],
    ['too many calls', { http: 429, code: null }, { failed: 0, limited: 1 }],
    [
      'too many calls, in the words of the older gateway',
      { http: 200, code: 429 },
      { failed: 0, limited: 1 },
    ],
  ])('counts %s', (_, changes, expected) => {
    const { ledger } = scene()
    ledger.note(report(changes))
    expect(ledger.minutes()).toMatchObject([{ minute: START, calls: 1, ...expected }])
  })

  it('keeps minutes and operations apart, and the last hour only', () => {
    const { clock, ledger } = scene()
    ledger.note(report())
    ledger.note(report({ operation: 'token.get' }))
    clock.at += MINUTE - 1
    ledger.note(report())
    clock.at += 1
    ledger.note(report())
    expect(ledger.minutes().map(({ minute, operation, calls }) => [minute, operation, calls])).toEqual([
      [START, 'flowInstances.get', 2],
      [START, 'token.get', 1],
      [START + MINUTE, 'flowInstances.get', 1],
    ])
    for (let n = 0; n < 500; n++) {
      clock.at += MINUTE
      ledger.note(report())
    }
    expect(ledger.minutes()).toHaveLength(61)
    expect(ledger.minutes()[0]?.minute).toBe(START + 441 * MINUTE)
  })

  it('tells how often pages, the background and others call, over the last minute', () => {
    const { clock, ledger } = scene()
    for (let n = 0; n < 60; n++) {
      clock.at += 500
      ledger.note(report({ isPlanned: true }))
      if (n % 2 === 0) ledger.note(report({ priority: 'background' }))
      if (n % 10 === 0) ledger.note(report({ operation: 'iam.logIn', priority: 'log_in' }))
    }
    expect(ledger.rates()).toEqual({
      pages: expect.closeTo(1, 6),
      background: expect.closeTo(0.5, 6),
      others: expect.closeTo(0.1, 6),
    })
    clock.at += 2 * MINUTE
    expect(ledger.rates()).toEqual({ pages: 0, background: 0, others: 0 })
  })

  it.each([
    [0, 0],
    [5, 0],
    [5.1, 1],
    [100, 4],
    [10_000, 10],
    [10_001, 11],
    [500_000, 11],
  ])('counts %d ms in its place', (ms, place) => {
    const { ledger } = scene()
    ledger.note(report({ ms }))
    const [tally] = ledger.minutes()
    expect(tally?.latency).toHaveLength(LATENCY_BOUNDS_MS.length + 1)
    expect(tally?.latency.indexOf(1)).toBe(place)
  })
})

describe('how long calls took', () => {
  const counts = (places: Record<number, number>) =>
    Array.from({ length: LATENCY_BOUNDS_MS.length + 1 }, (_, n) => places[n] ?? 0)

  it.each([
    ['nothing', {}, null, null],
    ['one call', { 2: 1 }, 20, 20],
    ['half and half', { 0: 50, 5: 50 }, 5, 200],
    ['a slow one in twenty', { 0: 95, 9: 5 }, 5, 5],
    ['a few more', { 0: 94, 9: 6 }, 5, 5_000],
  ])('%s', (_, places, p50, p95) => {
    expect(latencyAt(0.5, counts(places))?.ms ?? null).toBe(p50)
    expect(latencyAt(0.95, counts(places))?.ms ?? null).toBe(p95)
  })

  it('beyond what is measured', () => {
    expect(latencyAt(0.95, counts({ 0: 1, 11: 9 }))).toEqual({ ms: 10_000, isOver: true })
  })
})
