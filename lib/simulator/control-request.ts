import { isRecord } from './call'

export type ControlRequest = { id: string; query: URLSearchParams; body: unknown }

/** A request to the control surface that cannot be done; its message is for the person writing the test. */
export class BadControl extends Error {
  readonly http: number

  constructor(message: string, http = 400) {
    super(message)
    this.http = http
  }
}

export function bodyOf(request: ControlRequest): Record<string, unknown> {
  if (!isRecord(request.body)) throw new BadControl('The body must be a JSON object.')
  return request.body
}

export function textField(body: Record<string, unknown>, name: string): string {
  const value = body[name]
  if (typeof value !== 'string' || value === '') throw new BadControl(`"${name}" must be a text.`)
  return value
}

export function optionalNumber(body: Record<string, unknown>, name: string): number | undefined {
  const value = body[name]
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'number' || !Number.isFinite(value))
    throw new BadControl(`"${name}" must be a number.`)
  return value
}

export function optionalText(body: Record<string, unknown>, name: string): string | undefined {
  const value = body[name]
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'string') throw new BadControl(`"${name}" must be a text.`)
  return value
}
