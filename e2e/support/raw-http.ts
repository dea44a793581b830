import { connect } from 'node:net'

export type RawRequest = {
  method?: string
  path?: string
  headers?: Record<string, string>
  /** Sent as it stands, whatever the headers say of its length. */
  body?: string
}

export type RawAnswer = { status: number; headers: Map<string, string>; body: string }

const PATIENCE_MS = 30_000

/** Sends these very bytes, as no client library would, and reads the first answer; throws when none comes. */
export function sendRaw(serverUrl: string, request: RawRequest): Promise<RawAnswer> {
  const { method = 'GET', path = '/', headers = {}, body = '' } = request
  const { hostname, port, host } = new URL(serverUrl)
  const lines = Object.entries({ host, connection: 'close', ...headers }).map(
    ([name, value]) => `${name}: ${value}`,
  )
  return new Promise((resolve, reject) => {
    let text = ''
    const socket = connect(Number(port), hostname)
    socket.setTimeout(PATIENCE_MS, () => socket.destroy())
    socket.setEncoding('utf8').on('data', (chunk) => {
      text += chunk
    })
    // A server that refuses a body may close while it is still being sent.
    socket.on('error', () => {})
    socket.on('close', () => {
      if (/^HTTP\/1\.1 \d{3}/.test(text)) resolve(parseAnswer(text))
      else reject(new Error(`${method} ${path} got no answer.`))
    })
    socket.write(`${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body}`)
  })
}

function parseAnswer(text: string): RawAnswer {
  const [head = '', ...rest] = text.split('\r\n\r\n')
  const [first = '', ...lines] = head.split('\r\n')
  const headers = new Map(
    lines.map((line) => {
      const at = line.indexOf(':')
      return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()]
    }),
  )
  return { status: Number(first.split(' ')[1]), headers, body: rest.join('\r\n\r\n') }
}

/** The code of the problem that an answer tells, if it tells one. */
export function codeIn({ body }: Pick<RawAnswer, 'body'>): string | undefined {
  return /"problem":\{"code":"(\w+)"/.exec(body)?.[1]
}
