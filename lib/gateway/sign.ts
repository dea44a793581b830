import 'server-only'
import { createHash } from 'node:crypto'

export type Query = Readonly<Record<string, string>>

export type CallToSign = {
  token: string
  secret: string
  /** Unix milliseconds; the same digits travel in `apim-timestamp`. */
  timestamp: number
  /** Decoded values, each name once. */
  query: Query
  /** The exact text that is sent; absent for a GET. */
  body?: string | undefined
}

export type SignedHeaders = {
  'apim-accesstoken': string
  'apim-timestamp': string
  'apim-signature': string
}

/** The `encryption` field of a token call: lower-case hex SHA-256 (enos-api.md 3.2). */
export function tokenEncryption(p: { appKey: string; appSecret: string; timestamp: number }): string {
  return sha256Hex(`${p.appKey}${p.timestamp}${p.appSecret}`)
}

/** Names and values joined without separators, in code-unit order of the names (enos-api.md 3.4). */
export function flattenQuery(query: Query): string {
  return Object.keys(query)
    .sort(byCodeUnit)
    .map((name) => `${name}${query[name]}`)
    .join('')
}

/** The text whose digest is the signature (enos-api.md 3.4). It holds the secret: never log it. */
export function stringToSign(call: CallToSign): string {
  return `${call.token}${flattenQuery(call.query)}${call.body ?? ''}${call.timestamp}${call.secret}`
}

/** The three headers of a signed call. Pure: sign again, with a fresh timestamp, for every attempt (enos-api.md 3.4, 3.6). */
export function signCall(call: CallToSign): SignedHeaders {
  return {
    'apim-accesstoken': call.token,
    'apim-timestamp': String(call.timestamp),
    'apim-signature': sha256Hex(stringToSign(call)),
  }
}

function byCodeUnit(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

function sha256Hex(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}
