import { expect, it } from 'vitest'
import { missingIn, reasonForKey } from '@/components/instances/reason-fields'

it.each([
  [{ reason: '', note: '' }, 'reason'],
  [{ reason: '', note: 'why' }, 'reason'],
  [{ reason: 'stuck', note: '' }, null],
  [{ reason: 'other', note: '  \n' }, 'note'],
  [{ reason: 'other', note: 'why' }, null],
] as const)('%j lacks %s', (draft, expected) => {
  expect(missingIn(draft)).toBe(expected)
})

it.each([
  ['1', 'wrong_input'],
  ['7', 'other'],
  ['8', null],
  ['0', null],
  ['F1', null],
  ['c', null],
] as const)('key %s chooses %s', (key, expected) => {
  expect(reasonForKey(key)).toBe(expected)
})
