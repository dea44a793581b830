import 'server-only'

export type JsonObject = Record<string, unknown>

/** An answer with an EnOS code, at any HTTP status. */
export type Envelope = {
  kind: 'envelope'
  http: number
  /** 0 is success (enos-api.md 2). */
  code: number
  /** EnOS's message: short, one line, without our secrets. */
  text: string
  requestId: string | null
  body: JsonObject
  retryAfterMs?: number | undefined
}

/** What one exchange came back with. */
export type Reply =
  | Envelope
  /** A whole answer without a readable EnOS code. */
  | { kind: 'http'; http: number; retryAfterMs?: number | undefined }
  /** Success status, but the body is not JSON or too large. */
  | { kind: 'unreadable'; http: number }
  | { kind: 'timeout' }
  /** The connection was lost after the request may have gone. */
  | { kind: 'cut' }
  /** No connection was made: nothing left this process. */
  | { kind: 'unreachable' }
