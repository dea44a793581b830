import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createGateway } from './client'
import { configFor, ok, realPorts, startTestServer, type TestServer } from './test-server'

let server: TestServer

beforeEach(async () => {
  server = await startTestServer()
})
afterEach(() => server.close())

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
    expect(await createGateway(configFor(server), realPorts()).getTimeZone()).toEqual({
      ok: true,
      value: { timezone, offsetMinutes },
    })
  })

  it.each([{ timezone: 'Asia/Shanghai' }, { timezone: 'GMT+99' }, {}, ''])(
    '%j is malformed',
    async (data) => {
      server.script('getTimeZone', ok(data))
      expect(await createGateway(configFor(server), realPorts()).getTimeZone()).toMatchObject({
        ok: false,
        error: { kind: 'malformed' },
      })
    },
  )
})
