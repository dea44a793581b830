import { describe, expect, it } from 'vitest'
import { isOneOwner, parseOwners } from './owners'

describe('owners', () => {
  it.each([
    ['alice', ['alice']],
    [';alice;bob;', ['alice', 'bob']],
    [' alice ; ;bob;;alice', ['alice', 'bob']],
    [
      ['alice', 'bob;carol'],
      ['alice', 'bob', 'carol'],
    ],
    [';', []],
    ['', []],
    [null, []],
    [7, ['7']],
  ])('%j', (value, owners) => {
    expect(parseOwners(value)).toEqual(owners)
  })

  it.each(['', ' ', '\t', ';', ' ; ', ';alice', 'alice;bob', 'a\nb'])('%j is not one owner', (owner) => {
    expect(isOneOwner(owner)).toBe(false)
  })

  it('may hold what names hold', () => {
    expect(['alice', 'alice.smith@x.com', '李雷', 'a b'].every(isOneOwner)).toBe(true)
  })
})
