/** Calls to the EnOS gateway. Failed and limited ones are told apart: no call is both. */
export type CallCounts = {
  calls: number
  /** Without an answer, or with another than success. */
  failed: number
  /** Turned away by the gateway for their number (HTTP 429). */
  limited: number
}

/** A time (ms) that a share of the calls did not take longer than; `isOver`: some took longer than is measured. */
export type Latency = { ms: number; isOver: boolean }

export type OperationCalls = CallCounts & { operation: string; p50: Latency | null; p95: Latency | null }

/** `minute`: its start, Unix ms. */
export type MinuteCalls = CallCounts & { minute: number }

/** The answer of GET /api/calls: all servers' calls of the last 60 minutes. */
export type GatewayCalls = {
  now: number
  /** The 60 minutes, oldest first; the last is under way. */
  minutes: MinuteCalls[]
  /** Most calls first. */
  operations: OperationCalls[]
  /** Calls a minute that the settings allow, of all servers together. */
  ceiling: number
  servers: number
  /** Since when EnOS does not answer the server that was asked; null while it does. */
  awaySince: number | null
}

export const SHOWN_MINUTES = 60
