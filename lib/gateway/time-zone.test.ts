import { describe, expect, it } from 'vitest'
import { playWithServer } from '@/lib/testing/scripted-server'
import { ok } from './test-server'

const { server, gateway } = playWithServer()

describe('the time zone', () => {
  it.each([
    ['GMT+8', 480],
    ['GMT+08:00', 480],
    ['GMT-5', -300],
    ['GMT+5:30', 330],
    ['GMT', 0],
    ['UTC', 0],
    ['GMT-0', 0],
  ])('%s is %i minutes', async (timezone, offsetMinutes) => {
    server.script('getTimeZone', ok({ timezone }))
    expect(await gateway().getTimeZone()).toEqual({
      ok: true,
      value: { timezone, offsetMinutes },
    })
  })

  it.each([{ timezone: 'Asia/Shanghai' }, { timezone: 'GMT+99' }, {}, ''])(
    '%j is malformed',
    async (data) => {
      server.script('getTimeZone', ok(data))
      expect(await gateway().getTimeZone()).toMatchObject({
        ok: false,
        error: { kind: 'malformed' },
      })
    },
  )
})
