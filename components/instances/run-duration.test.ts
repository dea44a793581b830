import { expect, it } from 'vitest'
import { hasDuration } from '@/components/instances/run-duration'
import type { EnosTime } from '@/lib/shared/instances'
import { statusFromCode } from '@/lib/shared/statuses'

const FAIL = statusFromCode(-1)
const started = { text: '2026-11-22 09:00:00', at: 1_795_338_000_000, zone: 'UTC' } as EnosTime

it.each([
  ['a failed run', { status: FAIL, started, ended: null }, false],
  ['a failed run that is being cancelled', { status: FAIL, started, ended: null, goesOn: true }, true],
  ['one that has not started', { status: FAIL, started: null, ended: null, goesOn: true }, false],
  [
    'one in no known zone',
    { status: FAIL, started: { ...started, at: null }, ended: null, goesOn: true },
    false,
  ],
])('%s has a duration or none', (_, run, has) => {
  expect(hasDuration(run)).toBe(has)
})
