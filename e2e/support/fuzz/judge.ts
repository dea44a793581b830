import { testKeys } from '@/e2e/support/stack'
import type { FuzzRequest, World } from './door'
import type { RawAnswer } from './wire'

const LIVE_MARKUP = ['<img src=x onerror', '<script>fuzzed', '<svg/onload=fuzzed']

/** What is wrong with an answer; null where it is one that anybody may get. */
export function findFault(request: FuzzRequest, answer: RawAnswer, world: World): string | null {
  const { status, headers, body } = answer
  if (status === null) return mayBeCutOff(request) ? null : 'no answer'
  if (status >= 500) return `status ${status}`
  if (headers.has('x-fuzzed') || body.includes('<h1>split</h1>')) return 'an answer that was split in two'
  if (body.includes(testKeys.secretKey) || body.includes(testKeys.accessKey)) return 'a key in the answer'
  if (/\n\s+at .+:\d+:\d+/.test(body)) return 'a stack trace in the answer'
  if (status >= 400 && body === '' && request.method !== 'HEAD' && !mayBeCutOff(request))
    return `a bare ${status}`
  const type = headers.get('content-type') ?? ''
  const markup = LIVE_MARKUP.find((text) => body.includes(text))
  if (markup !== undefined && (type === '' || /html|xml|svg/.test(type))) return `live markup: ${markup}`
  const elsewhere = leadsElsewhere(request, headers.get('location'), world)
  return elsewhere ? `a redirect to ${elsewhere}` : null
}

/** Node refuses what is no HTTP, and a head larger than 16 KiB, before it has read the rest. */
function mayBeCutOff({ isMalformed, target, headers }: FuzzRequest): boolean {
  const size = headers.reduce((sum, [name, value]) => sum + name.length + value.length, target.length)
  return isMalformed === true || size > 12_000
}

/** The address of a redirect that leaves this site, as a browser would read it. */
function leadsElsewhere({ target }: FuzzRequest, location: string | undefined, world: World): string | null {
  if (location === undefined) return null
  const from = URL.canParse(target, world.origin) ? new URL(target, world.origin) : new URL(world.origin)
  const base = from.origin === world.origin ? from : new URL(world.origin)
  if (!URL.canParse(location, base)) return location
  return new URL(location, base).origin === world.origin ? null : location
}
