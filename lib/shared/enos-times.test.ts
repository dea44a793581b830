import { describe, expect, it } from 'vitest'
import { showEnosTime } from '@/lib/shared/enos-times'

const now = Date.parse('2026-11-22T06:15:00Z')
const shanghai = 'Asia/Shanghai'

describe('showEnosTime', () => {
  it.each([
    ['2026-11-22 14:02:11', shanghai, '14:02:11'],
    ['2026-11-22 14:02:11.0', shanghai, '14:02:11'],
    ['2026-11-21 14:02:11', shanghai, '11-21 14:02'],
    ['2025-11-22 14:02:11', shanghai, '2025-11-22 14:02'],
    ['2026-11-22 14:02:11', null, '11-22 14:02'],
    ['2025-12-31 23:59', null, '2025-12-31 23:59'],
    ['soon', shanghai, 'soon'],
  ])('%s in %s → %s', (text, zone, short) => {
    expect(showEnosTime({ text, at: null, zone }, now).short).toBe(short)
  })

  it('takes today from the zone of EnOS, not from UTC', () => {
    const lateInUtc = Date.parse('2026-11-22T20:00:00Z')
    expect(showEnosTime({ text: '2026-11-23 01:00:00', at: null, zone: shanghai }, lateInUtc).short).toBe(
      '01:00:00',
    )
  })

  it('gives the instant to machines only where it is decided', () => {
    const at = Date.parse('2026-11-22T06:02:11Z')
    expect(showEnosTime({ text: '2026-11-22 14:02:11', at, zone: shanghai }, now).machine).toBe(
      '2026-11-22T06:02:11.000Z',
    )
    expect(showEnosTime({ text: '2026-11-22 14:02:11', at: null, zone: null }, now).machine).toBe(
      '2026-11-22T14:02:11',
    )
  })
})
