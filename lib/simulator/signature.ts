import { createHash } from 'node:crypto'

/** Names and values of a query as the gateway reads them: decoded, the first of each name (enos-api.md 3.5). */
export type ReadQuery = { values: ReadonlyMap<string, string>; repeated: string[]; hasPlus: boolean }

export function readQuery(raw: string): ReadQuery {
  const values = new Map<string, string>()
  const repeated: string[] = []
  for (const pair of raw.split('&')) {
    if (pair === '') continue
    const at = pair.indexOf('=')
    const name = decode(at < 0 ? pair : pair.slice(0, at))
    if (values.has(name)) repeated.push(name)
    else values.set(name, at < 0 ? '' : decode(pair.slice(at + 1)))
  }
  return { values, repeated, hasPlus: raw.includes('+') }
}

function decode(text: string): string {
  const spaced = text.replaceAll('+', ' ')
  try {
    return decodeURIComponent(spaced)
  } catch {
    return spaced
  }
}

export type SignedParts = {
  token: string
  secret: string
  timestamp: string
  query: ReadonlyMap<string, string>
  body: Buffer
}

/** The digest a correct caller sends, fed piece by piece from the bytes received (enos-api.md 3.4). */
export function expectedSignature(parts: SignedParts): string {
  const digest = createHash('sha256')
  digest.update(parts.token, 'utf8')
  for (const name of Array.from(parts.query.keys()).sort(byCodeUnit)) {
    digest.update(name, 'utf8')
    digest.update(parts.query.get(name) ?? '', 'utf8')
  }
  digest.update(parts.body)
  digest.update(parts.timestamp, 'utf8')
  digest.update(parts.secret, 'utf8')
  return digest.digest('hex')
}

function byCodeUnit(left: string, right: string): number {
  if (left === right) return 0
  return left < right ? -1 : 1
}

/** The proof a token request carries (enos-api.md 3.2). */
export function expectedEncryption(appKey: string, timestamp: string, appSecret: string): string {
  return createHash('sha256').update(`${appKey}${timestamp}${appSecret}`, 'utf8').digest('hex')
}
