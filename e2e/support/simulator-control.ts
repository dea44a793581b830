/** Typed client of the simulator's control surface. */

export type Account = {
  username: string
  password: string
  userId: string
  orgId: string
  orgName: string
  about: string
}

export type NewAccount = {
  username: string
  password: string
  orgId?: string
  state?: 'normal' | 'locked' | 'disabled' | 'disabled-session' | 'expired' | 'must-change' | 'mfa'
}

export type NewTask = { name: string; status?: string; after?: string[] }

export type NewInstance = {
  owners: string[]
  orgId?: string
  flowName?: string
  flowLocked?: boolean
  /** One more run of the workflow of an instance that was seeded before; what describes a workflow is its own then. */
  flowId?: number
  /** The schedule: a cron, and whether it runs. */
  freq?: string
  flowActive?: boolean
  /** Workflows that this one waits for; one that nobody knows has no instance. */
  references?: { flowId: number; flowName: string }[]
  /** 0 manual, 1 periodic, 2 temporary. */
  type?: 0 | 1 | 2
  cycle?: string
  /** How long another run of its workflow takes, once it was triggered; a minute unless said otherwise. */
  runMs?: number
  status?: string | number
  onCancel?: 'stop' | 'finish-first' | 'never' | 'fail'
  cancelDelayMs?: number
  triggerTime?: number
  startTime?: number
  /** `null` keeps a final status live. */
  endTime?: number | null
  endsInMs?: number
  endsAs?: string | number
  /** A number makes a chain of that many, up to 500; `after` names tasks of the list. */
  tasks?: number | NewTask[]
}

export type SeededInstance = { flowInstId: string; flowId: number }

/** What is really so about an instance, whatever the gateway says. */
export type InstanceTruth = {
  flowInstId: string
  flowId: number
  flowName: string
  orgId: string
  owners: string[]
  status: number
  statusDesc: string
  triggerTime: number | null
  startTime: number | null
  endTime: number | null
  cancelCount: number
  cancelledBy: string | null
  cancelAcceptedAt: number | null
  cancelEffectAt: number | null
  tasks: { taskInstId: string; name: string; status: string }[]
}

export type FlowTruth = {
  flowId: number
  flowName: string
  orgId: string
  owners: string[]
  active: 0 | 1
  locked: boolean
  /** How many of each EnOS has done; `calls` tells how many it was sent. */
  processed: { trigger: number; enable: number; disable: number }
  acts: { at: number; action: 'trigger' | 'enable' | 'disable'; by: string; flowInstId?: string }[]
}

export type InstanceChange = {
  status?: string | number
  startTime?: number
  endTime?: number | null
  flowLocked?: boolean
  /** By name, of an instance that was seeded. */
  tasks?: { name: string; status: string }[]
}

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
  http: number | null
  code: number | null
  requestId: string | null
  ms: number | null
}

export type CallFilter = {
  since?: number
  operation?: string
  userId?: string
  flowInstId?: string
  flowId?: string | number
  taskInstId?: string
  principal?: string
}

export type ProtocolError = {
  n: number
  at: number
  kind: string
  reason: string
  operation: string
  userId: string | null
  flowInstId: string | null
}

export type FaultKind =
  | { type: 'delay'; ms: number; when?: 'before' | 'after' }
  | { type: 'hold'; when: 'before' | 'after' }
  | { type: 'http'; status: number; body?: unknown; headers?: Record<string, string> }
  | { type: 'code'; code: number; msg: string; acted?: boolean }
  | { type: 'cut'; when: 'before' | 'after' }
  | { type: 'garble' }
  | { type: 'html'; status: number }

export type NewFault = {
  operation: string
  match?: {
    userId?: string
    flowInstId?: string
    flowId?: string | number
    taskInstId?: string
    principal?: string
  }
  times?: number
  kind: FaultKind
}

export type HeldCall = {
  at: number
  operation: string
  userId: string | null
  flowInstId: string | null
  flowId: string | null
  when: 'before' | 'after'
}

/** Every one that was given out or received. */
export type Secrets = { token: string[]; signature: string[]; encryption: string[]; session: string[] }

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export class SimulatorControl {
  readonly #url: string

  constructor(url: string) {
    this.#url = url
  }

  accounts(): Promise<Account[]> {
    return this.#ask('GET', '/accounts')
  }

  createAccount(account: NewAccount): Promise<Account> {
    return this.#ask('POST', '/accounts', account)
  }

  seedInstance(instance: NewInstance): Promise<SeededInstance> {
    return this.#ask('POST', '/instances', instance)
  }

  instance(id: string): Promise<InstanceTruth> {
    return this.#ask('GET', `/instances/${encodeURIComponent(id)}`)
  }

  changeInstance(id: string, change: InstanceChange): Promise<InstanceTruth> {
    return this.#ask('PUT', `/instances/${encodeURIComponent(id)}`, change)
  }

  /** What is really so about a workflow, and how much was done to it. */
  flow(flowId: number | string): Promise<FlowTruth> {
    return this.#ask('GET', `/flows/${flowId}`)
  }

  changeFlow(flowId: number | string, change: { locked?: boolean; active?: 0 | 1 }): Promise<FlowTruth> {
    return this.#ask('PUT', `/flows/${flowId}`, change)
  }

  /** E.g. locks somebody, also in the middle of their work. */
  changeAccount(username: string, change: { state: NonNullable<NewAccount['state']> }): Promise<Account> {
    return this.#ask('PUT', `/accounts/${encodeURIComponent(username)}`, change)
  }

  /** Gives a task a log of its own: `text` null for none, `append` adds to what was given. */
  setLog(taskInstId: string, log: { text: string | null } | { append: string }): Promise<unknown> {
    return this.#ask('PUT', `/logs/${encodeURIComponent(taskInstId)}`, log)
  }

  calls(filter: CallFilter = {}): Promise<LoggedCall[]> {
    const query = new URLSearchParams()
    for (const [name, value] of Object.entries(filter)) {
      if (value !== undefined) query.set(name, String(value))
    }
    return this.#ask('GET', `/calls?${query}`)
  }

  protocolErrors(): Promise<ProtocolError[]> {
    return this.#ask('GET', '/protocol-errors')
  }

  secrets(): Promise<Secrets> {
    return this.#ask('GET', '/secrets')
  }

  addFault(fault: NewFault): Promise<unknown> {
    return this.#ask('POST', '/faults', fault)
  }

  faults(): Promise<unknown[]> {
    return this.#ask('GET', '/faults')
  }

  clearFaults(): Promise<unknown> {
    return this.#ask('DELETE', '/faults')
  }

  /** The calls that stand still now, by a fault of type `hold`. */
  held(): Promise<HeldCall[]> {
    return this.#ask('GET', '/held')
  }

  /** Lets every held call go on. */
  releaseHeld(): Promise<unknown> {
    return this.#ask('POST', '/held/release')
  }

  settings(): Promise<Record<string, unknown>> {
    return this.#ask('GET', '/settings')
  }

  patchSettings(change: Record<string, unknown>): Promise<unknown> {
    return this.#ask('PATCH', '/settings', change)
  }

  /** Every token the gateway has given out is refused from now on. */
  expireTokens(): Promise<unknown> {
    return this.#ask('POST', '/tokens/expire')
  }

  resetLockouts(): Promise<unknown> {
    return this.#ask('POST', '/reset-lockouts')
  }

  async #ask<T>(method: Method, path: string, body?: unknown): Promise<T> {
    const answer = await fetch(this.#url + path, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`Simulator control: ${method} ${path} answered ${answer.status}: ${text}`)
    return (text ? JSON.parse(text) : undefined) as T
  }
}
