import type { IncomingMessage, ServerResponse } from 'node:http'
import { BadControl, type ControlRequest } from './control-request'
import { CONTROL_ROUTES } from './control-routes'
import { parseJson, readBody, sendJson } from './http-message'
import type { Simulation } from './simulation'

/** A test may give a log that is longer than EnOS gives out. */
const LONGEST_BODY = 16 * 1_048_576
const LOOPBACK = /^(?:127\.0\.0\.1|localhost)(?::\d+)?$/i

/** Serves one request to the control surface: plain JSON, unsigned, for tests and the demo. */
export async function serveControl(
  simulation: Simulation,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  // A page from elsewhere may have made its own name point here.
  if (!LOOPBACK.test(request.headers.host ?? '')) return sendJson(response, 403, { error: 'Only from here.' })
  const url = new URL(request.url ?? '/', 'http://127.0.0.1')
  const raw = (await readBody(request, LONGEST_BODY)) ?? Buffer.alloc(0)
  const body = raw.length > 0 ? parseJson(raw) : {}
  for (const route of CONTROL_ROUTES) {
    const match = route.path.exec(url.pathname)
    if (route.method !== request.method || !match) continue
    const given: ControlRequest = {
      id: match[1] ? decodeURIComponent(match[1]) : '',
      query: url.searchParams,
      body,
    }
    try {
      sendJson(response, 200, route.run(simulation, given) ?? { ok: true })
    } catch (error) {
      if (!(error instanceof BadControl)) throw error
      sendJson(response, error.http, { error: error.message })
    }
    return
  }
  sendJson(response, 404, { error: `There is no ${request.method} ${url.pathname}.` })
}
