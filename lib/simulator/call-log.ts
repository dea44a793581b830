export type LoggedCall = {
  n: number
  at: number
  operation: string
  userId: string | null
  orgId: string | null
  owner?: string
  flowInstId?: string
  flowId?: string
  taskInstId?: string
  principal?: string
  clientIp?: string
  /** Null while the call is under way; 0 where the connection was cut. */
  http: number | null
  code: number | null
  /** Of the answer, where it has one. */
  requestId: string | null
  ms: number | null
}

export type CallFilter = {
  since: number
  operation?: string
  userId?: string
  flowInstId?: string
  flowId?: string
  taskInstId?: string
  principal?: string
}

const KEPT = 50_000

/** Every request that reached the gateway, in the order of arrival. */
export class CallLog {
  #calls: LoggedCall[] = []
  #count = 0

  open(operation: string): LoggedCall {
    this.#count += 1
    const call: LoggedCall = {
      n: this.#count,
      at: Date.now(),
      operation,
      userId: null,
      orgId: null,
      http: null,
      code: null,
      requestId: null,
      ms: null,
    }
    this.#calls.push(call)
    if (this.#calls.length > KEPT * 1.1) this.#calls = this.#calls.slice(-KEPT)
    return call
  }

  list(filter: CallFilter): LoggedCall[] {
    return this.#calls.filter(
      (call) =>
        call.n > filter.since &&
        (!filter.operation || call.operation === filter.operation) &&
        (!filter.userId || call.userId === filter.userId) &&
        (!filter.flowInstId || call.flowInstId === filter.flowInstId) &&
        (!filter.flowId || call.flowId === filter.flowId) &&
        (!filter.taskInstId || call.taskInstId === filter.taskInstId) &&
        (!filter.principal || call.principal === filter.principal),
    )
  }
}
