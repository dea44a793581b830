import type { IncomingHttpHeaders } from 'node:http'

/** One request as the services see it, after the gateway has let it in. */
export type Call = {
  operation: string
  query: ReadonlyMap<string, string>
  headers: IncomingHttpHeaders
  /** The parsed JSON body; undefined where there is none or it cannot be read. */
  body: unknown
  now: number
  /** Records something that a correct client would never have sent. */
  complain: (kind: string, reason: string) => void
}

export type Answer = {
  http: number
  body: unknown
  code: number | null
  headers?: Record<string, string>
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
