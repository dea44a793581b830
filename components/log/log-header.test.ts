import { describe, expect, it } from 'vitest'
import { headerLines } from '@/components/log/log-header'

const RULE = '='.repeat(73)
const header = (command = 'echo "uuu"') => [
  RULE,
  'run  num:\t1',
  'instance:\tt104452-201908080322',
  `cmdline:\t${command}`,
  'submitter:\tdb_envision',
  'current time:\tThu Aug 08 03:22:38 UTC 2019',
  RULE,
]

describe('the header of a log', () => {
  it.each([
    ['as EnOS writes it', [...header(), 'uuu', ''], 7],
    ['with nothing after it', header(), 7],
    ['after a blank line', ['', ...header(), 'uuu'], 8],
    ['with a script of many lines', [...header('set -e\nexport PASSWORD=x\n\nrun'), 'out'], 10],
    ['with a script that draws a rule', [...header(`echo a\n${RULE}\necho b`), 'out'], 9],
    ['without rules', [...header().slice(1, 6), 'uuu'], 5],
    ['without the time', [...header().filter((line) => !line.startsWith('current')), 'uuu'], 6],
    ['in other letters and blanks', [RULE, ' Run Num : 1', 'CmdLine: x', 'Current  Time: now', RULE, 'a'], 5],
  ])('%s', (_, lines, count) => {
    expect(headerLines(lines.join('\n'))).toBe(count)
  })

  it.each([
    ['nothing', ['']],
    ['output alone', ['hello', 'cmdline: not a header', 'x']],
    ['a rule and no command line', [RULE, 'Results', RULE, 'a']],
    ['a header further down', ['starting', ...header()]],
    ['a command line that nothing ends', [RULE, 'cmdline: x', 'a', 'b']],
    ['a header of which the beginning was cut off', header().slice(4)],
  ])('is not there: %s', (_, lines) => {
    expect(headerLines(lines.join('\n'))).toBe(0)
  })
})
