import 'server-only'
import type { Query } from './sign'

/** The URL of a call; blanks become %20 and `+` is encoded, since gateways differ in reading them (enos-api.md 10.5, trap 21). */
export function callUrl({ base, path, query }: { base: string; path: string; query: Query }): string {
  const pairs = Object.entries(query).map(([name, value]) => `${encode(name)}=${encode(value)}`)
  const url = `${base.replace(/\/+$/, '')}${path}`
  return pairs.length === 0 ? url : `${url}?${pairs.join('&')}`
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
