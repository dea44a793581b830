import { describe, expect, it } from 'vitest'
import { instantIn, readEnosTime, UTC, type Zone, zoneName } from '@/lib/shared/enos-time'
import { addEvidence, decideZones, NO_EVIDENCE, type ZoneSample } from '@/lib/shared/zone-evidence'

const east8: Zone = { kind: 'offset', minutes: 480 }
const west5: Zone = { kind: 'offset', minutes: -300 }
const now = Date.UTC(2026, 10, 22, 12)

// The samples of enos-api.md 9.3.
const samples = {
  mixed: {
    flowInstId: '2438-201907261239',
    triggerTime: '2019-07-26 20:39:00',
    startTime: '2019-07-26 12:39:37',
  },
  oneZone: {
    flowInstId: '2809-20190808093200',
    triggerTime: '2019-08-08 09:32:12',
    startTime: '2019-08-08 09:32:30',
  },
  listed: {
    flowInstId: '2809-20190812080700',
    triggerTime: '2019-08-12 08:07:22',
    startTime: '2019-08-12 08:07:30',
  },
  task: {
    flowInstId: '8435-2021020211',
    triggerTime: '2021-02-02 19:35:00',
    startTime: '2021-02-02 19:35:24',
  },
} satisfies Record<string, ZoneSample>

const decide = (list: ZoneSample[], reported: Zone | null, at = now) =>
  decideZones(addEvidence(NO_EVIDENCE, list, reported, at), reported)

describe('the zone of EnOS time strings', () => {
  it.each([
    ['mixed', [samples.mixed], { trigger: east8, run: UTC }],
    ['all in UTC', [samples.oneZone, samples.listed], { trigger: UTC, run: UTC }],
    ['all in UTC+8', [samples.task], { trigger: east8, run: null }],
  ] as const)('is read from the samples: %s', (_, list, expected) => {
    expect(decide([...list], east8)).toEqual(expected)
  })

  it('is decided for runs in the reported zone once a start read as UTC would lie in the future', () => {
    const running = {
      flowInstId: '1-2026112211',
      triggerTime: '2026-11-22 19:35:00',
      startTime: '2026-11-22 19:36:00',
    }
    expect(decide([running], east8, now)).toEqual({ trigger: east8, run: east8 })
  })

  it('is decided west of UTC', () => {
    const own = {
      flowInstId: '1-2026112211',
      triggerTime: '2026-11-22 06:05:00',
      startTime: '2026-11-22 06:06:00',
    }
    expect(decide([own], west5)).toEqual({ trigger: west5, run: west5 })
    const mixed = {
      flowInstId: '1-2026112211',
      triggerTime: '2026-11-22 06:05:00',
      startTime: '2026-11-22 11:06:00',
    }
    expect(decide([mixed], west5)).toEqual({ trigger: west5, run: UTC })
  })

  it('stays undecided where samples contradict each other, say nothing, or EnOS named no zone', () => {
    expect(decide([samples.mixed, samples.oneZone], east8)).toEqual({ trigger: null, run: UTC })
    expect(decide([{ flowInstId: '1-99', triggerTime: null, startTime: null }], east8)).toEqual({
      trigger: null,
      run: null,
    })
    expect(decide([samples.mixed], null)).toEqual({ trigger: null, run: null })
  })

  it('is UTC without a doubt where EnOS itself says so', () => {
    expect(decide([], UTC)).toEqual({ trigger: UTC, run: UTC })
  })
})

describe('an instant', () => {
  const berlin: Zone = { kind: 'iana', name: 'Europe/Berlin' }
  const kolkata: Zone = { kind: 'iana', name: 'Asia/Kolkata' }

  it.each([
    ['2019-07-26 20:39:00', east8, '2019-07-26T12:39:00.000Z'],
    ['2026-07-01 12:00:00', berlin, '2026-07-01T10:00:00.000Z'],
    ['2026-12-01 12:00:00', berlin, '2026-12-01T11:00:00.000Z'],
    ['2026-12-01 12:00:00', kolkata, '2026-12-01T06:30:00.000Z'],
    ['2026-12-01 12:00:00.5', UTC, '2026-12-01T12:00:00.500Z'],
  ] as const)('%s', (text, zone, expected) => {
    expect(new Date(instantIn(text, zone) ?? Number.NaN).toISOString()).toBe(expected)
  })

  it('is not claimed for an hour that a clock change skipped, nor for what is no time', () => {
    expect(instantIn('2026-03-29 02:30:00', berlin)).toBeNull()
    for (const text of ['', '2026-13-01 00:00:00', '2026-02-30 00:00:00', 'Tue Feb 02 17:35:00 CST 2021']) {
      expect(instantIn(text, UTC)).toBeNull()
    }
  })

  it('keeps the text and names its zone', () => {
    expect(readEnosTime('2026-11-22 14:00:00', east8)).toEqual({
      text: '2026-11-22 14:00:00',
      at: Date.UTC(2026, 10, 22, 6),
      zone: 'UTC+8',
    })
    expect(readEnosTime('2026-11-22 14:00:00', null)).toEqual({
      text: '2026-11-22 14:00:00',
      at: null,
      zone: null,
    })
    expect(readEnosTime(null, east8)).toBeNull()
    expect(zoneName({ kind: 'offset', minutes: -570 })).toBe('UTC−9:30')
  })
})
