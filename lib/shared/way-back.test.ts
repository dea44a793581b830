import { expect, it } from 'vitest'
import { wayBack } from '@/lib/shared/way-back'

it.each([
  [undefined, '/'],
  [['/history', '/'], '/'],
  ['', '/'],
  ['/', '/'],
  ['/history?before=x#y', '/history?before=x#y'],
  ['history', '/'],
  ['https://elsewhere.example', '/'],
  ['//elsewhere.example', '/'],
  ['/\\elsewhere.example', '/'],
  ['/\t/elsewhere.example', '/'],
  ['/sign-in?next=/sign-in', '/'],
  ['/a/..//elsewhere.example', '/'],
  ['javascript:alert(1)', '/'],
])('%s → %s', (next, expected) => {
  expect(wayBack(next)).toBe(expected)
})
