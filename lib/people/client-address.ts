import 'server-only'
import { isIP, isIPv6 } from 'node:net'

type Hop = {
  /** The other end of the connection. */
  peer: string | null
  /** X-Forwarded-For as it came: whatever the client wrote, then one entry of each proxy that it passed. */
  forwardedFor: string | null
  /** How many proxies in front may set the address. */
  trustedProxies: number
}

/**
 * Where a request comes from: the peer, or with trusted proxies the entry that the outermost of them has added. A list
 * that they cannot have written counts for nothing, so that nobody chooses an address.
 */
export function clientAddress({ peer, forwardedFor, trustedProxies }: Hop): string | null {
  const entries = (forwardedFor ?? '').split(',')
  const added = trustedProxies > 0 ? entries.at(-trustedProxies) : undefined
  return readAddress(added ?? '') ?? readAddress(peer ?? '')
}

/** An address in its one canonical spelling: without port, brackets and zone; IPv4 also where it is written as IPv6. */
function readAddress(text: string): string | null {
  const bare = withoutPort(text.trim()).replace(/%.*$/, '')
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1] ?? bare
  if (isIP(mapped) === 4) return mapped
  return isIPv6(mapped) ? new URL(`http://[${mapped}]`).hostname.slice(1, -1) : null
}

function withoutPort(text: string): string {
  const bracketed = /^\[([^\]]*)\](?::\d+)?$/.exec(text)
  if (bracketed) return bracketed[1] ?? ''
  return /^[\d.]+:\d+$/.test(text) ? text.slice(0, text.indexOf(':')) : text
}

/** What tries are counted by: an IPv4 address, or the /64 that one household or machine has of IPv6. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address
  const [head = '', tail] = address.split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length
  const groups = [...left, ...Array<string>(zeros).fill('0'), ...right]
  return `${groups.slice(0, 4).join(':')}::/64`
}
