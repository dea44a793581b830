import { expect, it } from 'vitest'
import { readRefusal, SIGN_IN_PROBLEMS, writeRefusal } from '@/lib/shared/sign-in'
import en from '@/messages/en.json'

it('travels as one word and back', () => {
  for (const problem of SIGN_IN_PROBLEMS)
    for (const waitS of [null, 45, 300])
      expect(readRefusal(writeRefusal({ problem, waitS }))).toEqual({ problem, waitS })
})

it.each(['', 'nonsense', 'CredentialsSignin', '__proto__', 'constructor:5', '<b>', 'slowed2'])(
  'reads "%s", which nobody wrote, as unexpected',
  (word) => expect(readRefusal(word).problem).toBe('unexpected'),
)

it.each([
  ['slowed:', null],
  ['slowed:-1', null],
  ['slowed:1e9', null],
  ['slowed:99999', null],
  ['slowed:9999', 3600],
])('bounds the wait of %s', (word, waitS) => expect(readRefusal(word)).toEqual({ problem: 'slowed', waitS }))

it('has a sentence for each problem, and none to spare', () => {
  expect(Object.keys(en.signInErrors).sort()).toEqual([...SIGN_IN_PROBLEMS].sort())
})
