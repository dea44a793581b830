import { expect, it } from 'vitest'
import { readCredentials } from '@/lib/people/credentials'

it('takes what was typed, without the blanks around a name', () => {
  expect(readCredentials({ username: ' 王丽 ', password: ' p🔑w ' })).toEqual({
    username: '王丽',
    password: ' p🔑w ',
  })
  expect(
    readCredentials({ username: 'a'.repeat(200), password: 'b'.repeat(200), csrfToken: 'x' }),
  ).not.toBeNull()
})

it.each([
  undefined,
  null,
  'text',
  {},
  { username: 'a' },
  { password: 'b' },
  { username: '', password: 'b' },
  { username: '  ', password: 'b' },
  { username: 'a', password: '' },
  { username: ['a'], password: 'b' },
  { username: { length: 3 }, password: 'b' },
  { username: 'a', password: 1 },
  { username: 'a\0', password: 'b' },
  { username: 'a\nb', password: 'b' },
  { username: 'a', password: 'b\0' },
  { username: '\ud800', password: 'b' },
  { username: 'a', password: '\udfff' },
  { username: 'a'.repeat(201), password: 'b' },
  { username: 'a', password: 'b'.repeat(201) },
])('does not take %j', (given) => {
  expect(readCredentials(given)).toBeNull()
})
