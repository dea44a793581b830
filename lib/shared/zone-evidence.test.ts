import { describe, expect, it } from 'vitest'
import { UTC, type Zone } from '@/lib/shared/enos-time'
import { addEvidence, decideZones, NO_EVIDENCE, type ZoneSample } from '@/lib/shared/zone-evidence'

const HOUR_MS = 3_600_000
const now = Date.UTC(2026, 10, 22, 12)
const offset = (minutes: number): Zone => ({ kind: 'offset', minutes })
const east8 = offset(480)

// The samples of enos-api.md 9.3.
const samples = {
  get: {
    flowInstId: '2438-201907261239',
    triggerTime: '2019-07-26 20:39:00',
    startTime: '2019-07-26 12:39:37',
  },
  oneZone: {
    flowInstId: '2809-20190808093200',
    triggerTime: '2019-08-08 09:32:12',
    startTime: '2019-08-08 09:32:30',
  },
  list: {
    flowInstId: '2809-20190812080700',
    triggerTime: '2019-08-12 08:07:22',
    startTime: '2019-08-12 08:07:30',
  },
  task: {
    flowInstId: '118979-2021020211',
    triggerTime: '2021-02-02 19:35:00',
    startTime: '2021-02-02 19:35:24',
  },
  // Of a log there is the ID and a header that names its own zone.
  log: { flowInstId: '105007-20190808032200', triggerTime: null, startTime: null },
} satisfies Record<string, ZoneSample>

const decide = (list: ZoneSample[], reported: Zone | null, at = now) =>
  decideZones(addEvidence(NO_EVIDENCE, list, reported, at), reported)

describe('the samples of the documents, where EnOS reports GMT+8', () => {
  it.each([
    ['Get: trigger in UTC+8, start in UTC', [samples.get], { trigger: east8, run: UTC }],
    ['one zone, which is UTC as the ID is', [samples.oneZone], { trigger: UTC, run: UTC }],
    ['List: the same', [samples.list], { trigger: UTC, run: UTC }],
    ['task: trigger and start in UTC+8', [samples.task], { trigger: east8, run: east8 }],
    ['log: nothing to decide on', [samples.log], { trigger: null, run: null }],
    ['two that agree', [samples.oneZone, samples.list], { trigger: UTC, run: UTC }],
    ['two that contradict each other', [samples.get, samples.oneZone], { trigger: null, run: UTC }],
  ] as const)('%s', (_name, list, expected) => {
    expect(decide([...list], east8)).toEqual(expected)
  })
})

/** What EnOS would write of an instance, with these zones, about an instant of trigger and of start. */
function written(
  reported: Zone,
  zones: { trigger: Zone; run: Zone },
  at: { trigger: number; start: number },
) {
  const text = (ms: number, zone: Zone) =>
    new Date(ms + (zone.kind === 'offset' ? zone.minutes : 0) * 60_000)
      .toISOString()
      .slice(0, 19)
      .replace('T', ' ')
  const digits = new Date(at.trigger).toISOString().replace(/\D/g, '')
  return {
    reported,
    sample: {
      flowInstId: `7-${digits.slice(0, 12)}`,
      triggerTime: text(at.trigger, zones.trigger),
      startTime: text(at.start, zones.run),
    },
  }
}

describe.each([
  ['Shanghai', 480],
  ['India', 330],
  ['Nepal', 345],
  ['Chatham, summer', 825],
  ['Newfoundland', -210],
  ['New York, winter', -300],
  ['Baker Island', -720],
])('a deployment in %s', (_place, minutes) => {
  const reported = offset(minutes)
  const start = { trigger: now - 20 * 60_000, start: now - 19 * 60_000 }
  it.each([
    ['all times there', { trigger: reported, run: reported }],
    ['all times in UTC', { trigger: UTC, run: UTC }],
    ['triggers there, runs in UTC', { trigger: reported, run: UTC }],
    ['triggers in UTC, runs there', { trigger: UTC, run: reported }],
  ])('that writes %s is understood while an instance runs', (_how, zones) => {
    const { sample } = written(reported, zones, start)
    expect(decide([sample], reported)).toEqual(zones)
  })

  it.each([
    ['all times there', { trigger: reported, run: reported }],
    ['triggers there, runs in UTC', { trigger: reported, run: UTC }],
  ])('that writes %s is understood long after, too', (_how, zones) => {
    const { sample } = written(reported, zones, start)
    expect(decide([sample], reported, now + 90 * 24 * HOUR_MS)).toEqual(zones)
  })
})

describe('what no rule can tell', () => {
  it('a run that waited in a queue for hours says nothing by itself, east or west of UTC', () => {
    for (const reported of [east8, offset(-300)]) {
      const queued = { trigger: now - 60 * HOUR_MS, start: now - 40 * HOUR_MS }
      const { sample } = written(reported, { trigger: reported, run: reported }, queued)
      expect(decide([sample], reported)).toEqual({ trigger: reported, run: null })
    }
  })

  it('a start that is clear outvotes one that is only likely', () => {
    // Queued for as long as the offset: in UTC+8 it would have started at its trigger.
    const zones = { trigger: east8, run: UTC }
    const waited = { trigger: now - 30 * HOUR_MS, start: now - 22 * HOUR_MS }
    const misleading = written(east8, zones, waited).sample
    const plain = written(east8, zones, { trigger: now - HOUR_MS, start: now - HOUR_MS + 5_000 }).sample
    expect(decide([misleading, plain], east8)).toEqual(zones)
  })

  it('stays undecided where EnOS named no zone, whatever the samples look like', () => {
    expect(decide([samples.get, samples.task], null)).toEqual({ trigger: null, run: null })
  })

  it('an instance that has not started tells of its trigger only', () => {
    expect(decide([{ ...samples.task, startTime: null }], east8)).toEqual({ trigger: east8, run: null })
  })

  it.each(['1-99', '1', '', '2791-19700101000000', '7-2026112299', '7-20261122'])(
    'an ID such as “%s” chooses no reading',
    (flowInstId) => {
      const sample = { ...samples.task, flowInstId }
      expect(decide([sample], east8)).toEqual({ trigger: null, run: null })
    },
  )
})

it('is UTC without a doubt where EnOS itself says so', () => {
  expect(decide([], UTC)).toEqual({ trigger: UTC, run: UTC })
})
