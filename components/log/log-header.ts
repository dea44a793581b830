// What EnOS writes above a log (enos-api.md 5.5): two rules, and between them the number of the run, the instance, the
// command line, who submitted it, and the time.
const RULE = /^\s*={5,}\s*$/
const KEY = /^\s*(?:run\s*num|instance|cmd\s*line|submitter|current\s+time)\s*:/i
const COMMAND = /^\s*cmd\s*line\s*:/i
const TIME = /^\s*current\s+time\s*:/i
/** The command line may be a script of many lines. */
const MOST_CHARACTERS = 256 * 1024
/** Within so many characters it has begun. */
const BEGUN_WITHIN = 2 * 1024

/** How many lines at the start are EnOS's header with the command line; 0 where there is none that can be told apart. */
export function headerLines(plain: string): number {
  const beginning = plain.slice(0, BEGUN_WITHIN).split('\n')
  const opening = beginning.find((line) => line.trim() !== '') ?? ''
  const command = beginning.findIndex((line) => COMMAND.test(line))
  if (command === -1 || !(RULE.test(opening) || KEY.test(opening))) return 0
  const lines = plain.slice(0, MOST_CHARACTERS).split('\n')
  const last = firstAfter(command, lines, (line, before) => RULE.test(line) && TIME.test(before))
  return 1 + (last ?? firstAfter(command, lines, isTime) ?? firstAfter(command, lines, isRule) ?? -1)
}

const isTime = (line: string): boolean => TIME.test(line)
const isRule = (line: string): boolean => RULE.test(line)

function firstAfter(
  start: number,
  lines: readonly string[],
  is: (line: string, before: string) => boolean,
): number | undefined {
  const found = lines.findIndex((line, n) => n > start && is(line, lines[n - 1] ?? ''))
  return found === -1 ? undefined : found
}
