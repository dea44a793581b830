import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { knownZones, learnZones } from '@/lib/instances/zones'
import { type SimulatedEnos, startSimulatedEnos } from '@/lib/testing/simulated-enos'

const HOUR_MS = 3_600_000
const noon = Date.UTC(2026, 10, 22, 12)
const sample = {
  flowInstId: '7-202611221130',
  triggerTime: '2026-11-22 19:30:00',
  startTime: '2026-11-22 11:30:20',
}

let enos: SimulatedEnos
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: noon })
  enos = await startSimulatedEnos({ zones: { reported: 'GMT+8' } }, { ENOS_TIME_ZONE: 'auto' })
})
afterAll(async () => {
  vi.useRealTimers()
  await enos.close()
})

it('asks EnOS once in an hour, and starts anew when it reports another zone', async () => {
  expect(knownZones()).toEqual({ trigger: null, run: null })
  await learnZones([sample])
  expect(knownZones()).toEqual({ trigger: 'UTC+8', run: 'UTC' })
  await learnZones([])
  expect(await enos.control.calls({ operation: 'time.getTimeZone' })).toHaveLength(1)

  vi.setSystemTime(noon + HOUR_MS + 1)
  await learnZones([])
  expect(knownZones()).toEqual({ trigger: 'UTC+8', run: 'UTC' })

  await enos.control.patchSettings({ zones: { reported: 'GMT+9' } })
  vi.setSystemTime(noon + 2 * HOUR_MS + 2)
  await learnZones([])
  expect(knownZones()).toEqual({ trigger: null, run: null })
  expect(await enos.control.calls({ operation: 'time.getTimeZone' })).toHaveLength(3)
})
