import { expect, it } from 'vitest'
import { shortName } from '@/components/graph/short-name'

it.each([
  ['one that fits', 'load-weather', 'load-weather'],
  ['one that just fits', 'x'.repeat(36), 'x'.repeat(36)],
  ['a long one', 'turbine-aggregate-north-sea-hourly-averages-001', 'turbine-aggregate…urly-averages-001'],
  ['a Chinese one that fits', '风机'.repeat(9), '风机'.repeat(9)],
  ['a long Chinese one', `${'风机汇总'.repeat(6)}一号`, '风机汇总风机汇总…汇总风机汇总一号'],
  ['none', '', ''],
])('shortens a name in its middle: %s', (_, name, expected) => {
  expect(shortName(name)).toBe(expected)
})

it('keeps names apart that differ at an end only, and cuts through no letter', () => {
  const long = 'a-prefix-that-all-tasks-of-it-have-in-common-'
  expect(shortName(`${long}001`)).not.toBe(shortName(`${long}002`))
  expect(shortName('🌬'.repeat(40))).toBe(`${'🌬'.repeat(17)}…${'🌬'.repeat(17)}`)
})
