import { expect, it } from 'vitest'
import { nextLookMs } from '@/components/acts/new-run-look'
import { ProblemError } from '@/components/problem-error'
import type { InstanceDetail } from '@/lib/shared/instance-detail'

const run = (isLive: boolean, refreshAfterMs = 5_000) => ({ isLive, refreshAfterMs }) as InstanceDetail
const failed = (code: 'enos_timeout' | 'not_found') => new ProblemError({ code })

it.each([
  ['not read yet', undefined, null, 15_000],
  ['it goes on', run(true), null, 15_000],
  ['it goes on, and EnOS has much to do', run(true, 40_000), null, 40_000],
  ['it has ended', run(false), null, false],
  ['one read failed while it went on', run(true), failed('enos_timeout'), 15_000],
  ['no connection', run(true), new ProblemError(null), 15_000],
  ['it is not to be had any more', run(true), failed('not_found'), false],
])('a new run is looked at until its end: %s', (_, data, error, next) => {
  expect(nextLookMs({ data, error })).toBe(next)
})
