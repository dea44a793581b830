export type FaultKind =
  | { type: 'delay'; ms: number; when?: 'before' | 'after' }
  | { type: 'hold'; when: 'before' | 'after' }
  | { type: 'http'; status: number; body?: unknown; headers?: Record<string, string> }
  | { type: 'code'; code: number; msg: string; acted?: boolean }
  | { type: 'cut'; when: 'before' | 'after' }
  | { type: 'garble' }
  | { type: 'html'; status: number }

/** Whom a fault is meant for; signing in names no user yet, only the principal. */
export type FaultMatch = {
  userId?: string
  flowInstId?: string
  flowId?: string
  taskInstId?: string
  principal?: string
}

export type Fault = {
  id: number
  /** An operation name, or `*`. */
  operation: string
  match: FaultMatch
  times: number
  used: number
  kind: FaultKind
}

export type FaultTarget = Omit<FaultMatch, 'userId'> & { operation: string; userId: string | null }

/** Troubles waiting for the calls they are meant for. */
export class Faults {
  readonly #faults: Fault[] = []
  #count = 0

  add(given: Pick<Fault, 'operation' | 'match' | 'times' | 'kind'>): Fault {
    this.#count += 1
    const fault: Fault = { id: this.#count, used: 0, ...given }
    this.#faults.push(fault)
    return fault
  }

  all(): Fault[] {
    return [...this.#faults]
  }

  clear(): void {
    this.#faults.length = 0
  }

  /** Uses up what applies to a call: every delay and hold, and the first trouble of another kind. */
  take(target: FaultTarget): FaultKind[] {
    const taken: FaultKind[] = []
    let hasTrouble = false
    for (const fault of this.#faults) {
      if (fault.used >= fault.times || !isFor(fault, target)) continue
      const isWait = fault.kind.type === 'delay' || fault.kind.type === 'hold'
      if (!isWait && hasTrouble) continue
      hasTrouble ||= !isWait
      fault.used += 1
      taken.push(fault.kind)
    }
    return taken
  }
}

function isFor(fault: Fault, target: FaultTarget): boolean {
  if (fault.operation !== '*' && fault.operation !== target.operation) return false
  return MATCHED.every((name) => fault.match[name] === undefined || fault.match[name] === target[name])
}

const MATCHED = ['userId', 'flowInstId', 'flowId', 'taskInstId', 'principal'] as const
