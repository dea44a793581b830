import { describe, expect, it } from 'vitest'
import { parseParameters } from './parameters'

describe('parameters', () => {
  it.each([
    ['[]', []],
    ['[{"key":"a","value":"b"}]', [{ key: 'a', value: 'b' }]],
    [
      [{ key: 'a', value: 1 }, { key: 'b' }, {}, null],
      [
        { key: 'a', value: '1' },
        { key: 'b', value: '' },
      ],
    ],
    [
      { a: 'b', c: null, d: { e: 1 } },
      [
        { key: 'a', value: 'b' },
        { key: 'c', value: '' },
        { key: 'd', value: '{"e":1}' },
      ],
    ],
    ['{"a":" b "}', [{ key: 'a', value: ' b ' }]],
    ['', []],
    ['a=b', []],
    [null, []],
    [undefined, []],
  ])('%j', (value, parameters) => {
    expect(parseParameters(value)).toEqual(parameters)
  })
})
