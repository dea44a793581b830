import { anyJson, bodyTexts, deepJson, MARKUP } from './payloads'
import type { Random } from './random'

/** A status that no release of ours may know, or none at all. */
const STATUSES = [
  '2',
  '"RUNNING"',
  '99',
  '-42',
  '1e308',
  '2.5',
  'null',
  '"<b>odd</b>"',
  '[]',
  '9007199254740991',
]
const TIMES = [
  '"2026-11-22 14:00:00"',
  '"0000-00-00 00:00:00"',
  '"9999-99-99 99:99:99"',
  '1e15',
  '"soon"',
  '""',
  '{}',
]

/** One item of a list as a broken or hostile EnOS could send it, as JSON text; it names `owner`, so it is shown. */
export function hostileItem(random: Random, owner: string, n: number): string {
  const text = (): string => JSON.stringify(random.pick(bodyTexts))
  const fields: Record<string, string> = {
    instanceId: random.chance(0.8) ? `"${700_000 + n}-20261122140000"` : text(),
    flowId: random.pick([String(700_000 + n), '1e400', text(), anyJson(random)]),
    flowName: random.chance(0.1) ? JSON.stringify(MARKUP.repeat(200)) : text(),
    status: random.pick(STATUSES),
    statusDesc: text(),
    owner: random.pick([
      JSON.stringify(`;${owner};${MARKUP};;`),
      JSON.stringify([owner, null, 5, MARKUP]),
      JSON.stringify(`\u202E;${owner}`),
    ]),
    triggerTime: random.pick([...TIMES, text()]),
    startTime: random.pick([...TIMES, anyJson(random)]),
    endTime: random.pick(['null', ...TIMES]),
    cycle: random.pick(['"H"', text(), '7']),
    calDt: random.pick([text(), anyJson(random)]),
    freq: anyJson(random),
    parameters: random.pick([anyJson(random), JSON.stringify(anyJson(random)), deepJson(600, 'object')]),
    graph: random.pick([
      anyJson(random),
      deepJson(600, 'array'),
      JSON.stringify(`{"tasks":[${anyJson(random)}]}`),
    ]),
  }
  for (const name of Object.keys(fields)) if (random.chance(0.05) && name !== 'owner') delete fields[name]
  const more = random.chance(0.3) ? `,"__proto__":${anyJson(random)},"constructor":${anyJson(random)}` : ''
  return `{${Object.entries(fields)
    .map(([name, json]) => `${JSON.stringify(name)}:${json}`)
    .join(',')}${more}}`
}

/** A whole answer that may hold no list, or no sense. */
export function hostileAnswer(random: Random): string {
  const data = random.pick([
    anyJson(random),
    '{"flowInsts":5,"count":1}',
    `{"flowInsts":${anyJson(random)},"count":${anyJson(random)}}`,
    '{"count":1e308}',
    `{"flowInsts":[${Array.from({ length: 5_000 }, () => 'null').join(',')}],"count":5000}`,
    deepJson(50_000, 'array'),
  ])
  const code = random.pick(['0', '"0"', '0', 'null', '1e308', '-1', '"x"', '[]', '{}'])
  return random.pick([
    `{"code":${code},"msg":${JSON.stringify(MARKUP)},"requestId":${anyJson(random)},"data":${data}}`,
    anyJson(random),
    '',
    'null',
    `<!doctype html>${MARKUP}`,
    `{"code":0,"data":${data}`,
    `{"code":62102,"msg":${anyJson(random)},"data":${data}}`,
  ])
}
