import { beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { sealImpact, shownImpact } from '@/lib/instances/impact/seal'
import { log } from '@/lib/log'
import { seal } from '@/lib/people/seal'
import type { Impact } from '@/lib/shared/impact'
import { viewerOf } from '@/lib/testing/people'

const viewer = viewerOf()
const subject = '2438-202611221400'
const impact = (ago = 0) => ({ readAt: Date.now() - ago, tasks: 3 }) as unknown as Impact
const ofKind = (kind: string, until = Date.now() + 60_000, of = subject) =>
  seal(viewer, { kind, subject: of }, { value: impact(), until })

beforeAll(() => {
  Object.assign(process.env, {
    ENOS_API_URL: 'http://127.0.0.1:1',
    ENOS_ACCESS_KEY: 'k',
    ENOS_SECRET_KEY: 's',
    AUTH_SECRET: 'a-secret-only-for-the-unit-tests-of-flowstop',
    AUTH_URL: 'http://127.0.0.1:3000',
  })
})
beforeEach(() => {
  vi.spyOn(log, 'info').mockReset()
  vi.spyOn(log, 'warn').mockReset()
})

it('brings back what was shown, and logs nothing', () => {
  const shown = impact()
  expect(shownImpact(viewer, subject, sealImpact(viewer, subject, shown))).toEqual(shown)
  expect(shownImpact(viewer, subject, undefined)).toBeNull()
  expect([vi.mocked(log.info).mock.calls, vi.mocked(log.warn).mock.calls]).toEqual([[], []])
})

it.each<[string, () => string]>([
  ['stood open for too long', () => sealImpact(viewer, subject, impact(31 * 60_000))],
  ['is of the server before this one', () => ofKind('impact 1')],
  ['is of it and stood open for too long', () => ofKind('impact 1', Date.now() - 1)],
])('keeps no facts where a dialog %s, which is old and not forged', (_, sealed) => {
  expect(shownImpact(viewer, subject, sealed())).toBeNull()
  expect(log.info).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ event: 'impact.seal_old' }))
  expect(log.warn).not.toHaveBeenCalled()
})

it.each<[string, () => string]>([
  ['made up', () => 'made.up'],
  ['of a kind that never was', () => ofKind('impact 0')],
  ['of another part', () => ofKind('facts')],
  ['older, and of another instance', () => ofKind('impact 1', Date.now() + 60_000, '2438-202611221401')],
  ['older, and changed', () => `${ofKind('impact 1').slice(0, -4)}AAAA`],
])('keeps no facts where the seal is %s, which is forged', (_, sealed) => {
  expect(shownImpact(viewer, subject, sealed())).toBeNull()
  expect(log.warn).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ event: 'impact.seal_forged' }))
  expect(log.info).not.toHaveBeenCalled()
})
