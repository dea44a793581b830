import { randomUUID } from 'node:crypto'
import type { Answer } from './call'
import type { Result } from './refusal'
import type { Settings } from './settings'

const HTTP_OF: Readonly<Record<number, number>> = {
  1203: 401,
  62101: 403,
  62102: 400,
  62103: 403,
  62104: 409,
  62105: 423,
  62109: 500,
}

/** Wraps a result of the batch service as the settings say it looks on the wire (enos-api.md 2). */
export function wrapResult(result: Result, settings: Settings): Answer {
  const plain = {
    [settings.envelope]: result.code,
    msg: result.msg,
    ...(settings.requestId ? { requestId: randomUUID() } : {}),
    data: result.data ?? '',
  }
  const http = settings.errorHttp === 'matching' && result.code !== 0 ? (HTTP_OF[result.code] ?? 200) : 200
  return { http, code: result.code, body: settings.numbers === 'string' ? numbersAsText(plain) : plain }
}

function numbersAsText(value: unknown): unknown {
  if (typeof value === 'number') return String(value)
  if (Array.isArray(value)) return value.map(numbersAsText)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, numbersAsText(part)]))
}
