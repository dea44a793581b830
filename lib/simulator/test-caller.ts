import { createHash } from 'node:crypto'
import { type RunningSimulator, type SimulatorOptions, startSimulator } from './server'

const KEY = 'demo-app-key'
const SECRET = 'demo-app-secret-not-a-secret'
const BATCH = '/batch-processing-service/v2.1'

export type Reply = { http: number; body: Record<string, unknown>; text: string; headers: Headers }
export type Person = { userId: string; orgId: string; username: string; password: string }
type Json = Record<string, unknown>

/** A caller for tests: signs by hand, sends over real HTTP, and can be told to do it wrong. */
export class TestCaller {
  readonly simulator: RunningSimulator
  #token: string | undefined
  #lastMs = 0

  private constructor(simulator: RunningSimulator) {
    this.simulator = simulator
  }

  static async start(options: SimulatorOptions = {}): Promise<TestCaller> {
    return new TestCaller(await startSimulator(options))
  }

  /** A millisecond never given before, so that no two requests look alike. */
  freshMs(): number {
    this.#lastMs = Math.max(Date.now(), this.#lastMs + 1)
    return this.#lastMs
  }

  async post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Reply> {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    return this.raw('POST', path, { ...headers, 'content-type': 'application/json;charset=UTF-8' }, text)
  }

  async raw(method: string, path: string, headers: Record<string, string>, body?: string): Promise<Reply> {
    const response = await fetch(`${this.simulator.url}${path}`, {
      method,
      headers,
      body,
      redirect: 'manual',
    })
    const text = await response.text()
    return { http: response.status, text, body: parse(text), headers: response.headers }
  }

  tokenBody(timestamp: number = this.freshMs()): Json {
    return { appKey: KEY, encryption: sha256(`${KEY}${timestamp}${SECRET}`), timestamp }
  }

  async token(): Promise<string> {
    if (this.#token === undefined) {
      const reply = await this.post('/apim-token-service/v2.0/token/get', this.tokenBody())
      this.#token = (reply.body.data as { accessToken: string }).accessToken
    }
    return this.#token
  }

  forgetToken(): void {
    this.#token = undefined
  }

  async signed(
    query: Record<string, string>,
    body = '',
    timestamp = this.freshMs(),
  ): Promise<Record<string, string>> {
    const token = await this.token()
    const names = Object.keys(query).sort((a, b) => (a < b ? -1 : 1))
    const flat = names.map((name) => `${name}${query[name]}`).join('')
    return {
      'apim-accesstoken': token,
      'apim-timestamp': String(timestamp),
      'apim-signature': sha256(`${token}${flat}${body}${timestamp}${SECRET}`),
    }
  }

  async get(path: string, query: Record<string, string>): Promise<Reply> {
    return this.raw('GET', `${path}?${new URLSearchParams(query)}`, await this.signed(query))
  }

  async search(person: Person, change: Json = {}): Promise<Reply> {
    const now = Date.now()
    const body = JSON.stringify({
      type: 1,
      expression: '',
      owner: person.username,
      fromTriggerTime: now - 7_776_000_000,
      toTriggerTime: now + 86_400_000,
      status: '',
      pagination: { pageNo: 1, pageSize: 50 },
      ...change,
    })
    return this.act('search', person, body)
  }

  async cancel(person: Person, flowInstId: string): Promise<Reply> {
    return this.act('cancel', person, JSON.stringify({ flowInstId }))
  }

  async act(action: string, person: Person, body: string): Promise<Reply> {
    const query = { action, userId: person.userId, orgId: person.orgId }
    return this.post(
      `${BATCH}/flowInstances?${new URLSearchParams(query)}`,
      body,
      await this.signed(query, body),
    )
  }

  async instance(person: Person, flowInstId: string): Promise<Reply> {
    const { userId, orgId } = person
    return this.get(`${BATCH}/flowInstances`, { action: 'get', flowInstId, userId, orgId })
  }

  async flow(person: Person, flowId: number): Promise<Reply> {
    const { userId, orgId } = person
    return this.get(`${BATCH}/flows`, { action: 'get', flowId: String(flowId), userId, orgId })
  }

  async task(person: Person, taskInstId: string): Promise<Reply> {
    const { userId, orgId } = person
    return this.get(`${BATCH}/taskInstances`, { action: 'get', taskInstId, userId, orgId })
  }

  async log(person: Person, taskInstId: string, maxLength?: string): Promise<Reply> {
    const { userId, orgId } = person
    const asked = { action: 'getLog', taskInstId, userId, orgId }
    return this.get(`${BATCH}/taskInstances`, maxLength === undefined ? asked : { ...asked, maxLength })
  }

  /** A POST on `/flows`. */
  async flowAct(action: string, person: Person, body: Json): Promise<Reply> {
    const query = { action, userId: person.userId, orgId: person.orgId }
    const text = JSON.stringify(body)
    const headers = await this.signed(query, text)
    return this.post(`${BATCH}/flows?${new URLSearchParams(query)}`, text, headers)
  }

  async logIn(principal: string, credentials: string, change: Json = {}): Promise<Reply> {
    const body = JSON.stringify({ authType: 0, principal, credentials, ...change })
    return this.post('/enos-iam-service/v2.0/login', body, await this.signed({}, body))
  }

  async control<T = Json>(method: string, path: string, body?: unknown): Promise<T> {
    const text = body === undefined ? undefined : JSON.stringify(body)
    const response = await fetch(`${this.simulator.controlUrl}${path}`, { method, body: text })
    return (await response.json()) as T
  }

  /** A person and an instance of one's own. */
  async seed(change: Json = {}): Promise<{ person: Person; flowInstId: string; flowId: number }> {
    const username = `p${this.freshMs()}`
    const person = await this.control<Person>('POST', '/accounts', { username, password: 'x' })
    const made = await this.control<{ flowInstId: string; flowId: number }>('POST', '/instances', {
      owners: [username],
      flowName: 'a workflow',
      ...change,
    })
    return { person, ...made }
  }

  async protocolErrors(): Promise<string[]> {
    const errors = await this.control<{ kind: string }[]>('GET', '/protocol-errors')
    return errors.map((error) => error.kind)
  }
}

function parse(text: string): Json {
  try {
    return JSON.parse(text) as Json
  } catch {
    return {}
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}
