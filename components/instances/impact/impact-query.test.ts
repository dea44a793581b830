import { expect, it } from 'vitest'
import { soonAfter } from '@/components/instances/impact/impact-query'
import { ProblemError } from '@/components/problem-error'
import type { Problem } from '@/lib/shared/problems'

const failed = (code: Problem['code'], detail?: Problem['detail']) =>
  new ProblemError({ code, ...(detail && { detail }) })

it.each<[string, Error | null, number | false]>([
  ['facts that were had', null, 30_000],
  ['no answer', new ProblemError(null), 10_000],
  ['EnOS being down', failed('enos_unreachable'), 10_000],
  ['EnOS asking for a minute', failed('enos_limited', { retryAfterMs: 60_000 }), 60_000],
  ['EnOS asking for an hour', failed('enos_limited', { retryAfterMs: 3_600_000 }), 300_000],
  ['the end of the session', failed('signed_out'), false],
  ['an instance that is not there', failed('not_found'), false],
])('after %s the facts are read again when that can help', (_what, error, ms) => {
  expect(soonAfter(error)).toBe(ms)
})
