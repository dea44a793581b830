import { expect, it } from 'vitest'
import { printed } from '@/lib/instances/read-raw'

const nested = (depth: number, inner: unknown = 1): unknown => {
  let value = inner
  for (let n = 0; n < depth; n++) value = [value]
  return value
}

it('prints what EnOS sent so that people can read it, but nothing that would be mostly indentation', () => {
  expect(printed({ a: [1] })).toBe('{\n  "a": [\n    1\n  ]\n}')
  expect(printed(nested(1_000, Array(1_000).fill(1)))).toHaveLength(2 * 1_000 + 2 * 1_000 + 1)
  const long = 'x'.repeat(5 * 1024 * 1024)
  expect(printed([long])).toBe(`["${long}"]`)
})

it('says so where that is nested too deeply to be printed at all', () => {
  expect(printed(nested(200_000))).toBeNull()
})
