import type { World } from './door'
import { anyJson, MARKUP, nearIds, uuidFrom } from './payloads'
import type { Random } from './random'

function inputText(fields: Readonly<Record<string, string>>): string {
  return `{${Object.entries(fields)
    .map(([name, json]) => `${JSON.stringify(name)}:${json}`)
    .join(',')}}`
}

/** A cancel that would be done, but for one field. */
export function spoiledInput(random: Random, world: World): string {
  const id = random.pick(world.bait)
  const key = uuidFrom(random.whole(0, 2 ** 31))
  const fields: Record<string, string> = {
    flowInstId: JSON.stringify(id),
    reason: '"stuck"',
    note: '""',
    key: JSON.stringify(key),
    // Whatever it is, it neither spoils a cancel nor saves one.
    seal: random.pick([anyJson(random, 1), '""', '"e30.AAAA"', JSON.stringify('A'.repeat(50_000))]),
  }
  switch (random.whole(0, 8)) {
    case 0:
      fields.flowInstId = JSON.stringify(random.pick(nearIds(id)))
      break
    case 1:
      fields.flowInstId = random.pick([
        anyJson(random),
        `[${JSON.stringify(id)}]`,
        `{"toString":${JSON.stringify(id)}}`,
      ])
      break
    case 2:
      fields.reason = random.pick([
        anyJson(random),
        '"Stuck"',
        '"stuck "',
        '["stuck"]',
        '"toString"',
        '"__proto__"',
      ])
      break
    case 3:
      fields.note = random.pick([
        '"\\u0000"',
        '"a\\u0000b"',
        '"\\ud800"',
        '"\\udfff\\ud800"',
        JSON.stringify('x'.repeat(1_001)),
        JSON.stringify(MARKUP.repeat(900)),
        'null',
        '5',
        '[""]',
        '{"length":1}',
      ])
      break
    case 4:
      fields.key = random.pick([
        anyJson(random),
        JSON.stringify(key.slice(1)),
        JSON.stringify(`${key}\n`),
        JSON.stringify(`{${key}}`),
        JSON.stringify(key.replaceAll('-', '')),
      ])
      break
    case 5:
      fields.reason = '"other"'
      fields.note = random.pick(['""', '"  "', '"\\n\\t"'])
      break
    case 6:
      delete fields[random.pick(['flowInstId', 'reason', 'note', 'key'])]
      break
    case 7:
      return `{"__proto__":${inputText(fields)},"constructor":{"prototype":${inputText(fields)}}}`
    default:
      // Well-formed, and somebody else's or nobody's.
      fields.flowInstId = JSON.stringify(random.pick([world.foreign, '2438-201908081020', '0-00000000']))
      for (const name of ['userId', 'orgId', 'owner', 'owners', 'viewer', '__proto__', MARKUP])
        fields[name] = anyJson(random, 1)
  }
  return inputText(fields)
}

/** Arguments of the claim of endings, of which a page says that it has told them. */
export const CLAIMS: readonly ((random: Random) => string)[] = [
  (random) => anyJson(random),
  (random) => `[${anyJson(random)},${anyJson(random)}]`,
  () => `["${'-'.repeat(36)}"]`,
  () => `["${'0'.repeat(36)}"]`,
  (random) => `["${uuidFrom(random.whole(0, 2 ** 31))}"]`,
  (random) => `["${uuidFrom(random.whole(0, 2 ** 31)).toUpperCase()}"]`,
  (random) => `[${Array.from({ length: 2_000 }, () => `"${uuidFrom(random.whole(0, 99))}"`).join(',')}]`,
  () => `{"length":5,"0":"${'a'.repeat(36)}"}`,
]

/** A wish about a record that does not exist, mostly with one field wrong. */
export function recordInput(random: Random): string {
  const id = uuidFrom(random.whole(0, 2 ** 31))
  const fields: Record<string, string> = { cancellationId: JSON.stringify(id), attempt: '2' }
  switch (random.whole(0, 5)) {
    case 0:
      fields.cancellationId = random.pick([
        anyJson(random),
        JSON.stringify(id.slice(1)),
        JSON.stringify(`${id}\n`),
        JSON.stringify(`${id}' or '1'='1`),
        `["${id}"]`,
        '"\\u0000"',
      ])
      break
    case 1:
      fields.attempt = random.pick([
        anyJson(random),
        '1',
        '0',
        '-2',
        '2.5',
        '1e9',
        '"2"',
        '[2]',
        'true',
        'null',
      ])
      break
    case 2:
      delete fields[random.pick(['cancellationId', 'attempt'])]
      break
    case 3:
      return `{"__proto__":${inputText(fields)},"constructor":{"prototype":${inputText(fields)}}}`
    case 4:
      for (const name of ['userId', 'orgId', 'owner', 'role', 'viewer', 'record', 'state', '__proto__'])
        fields[name] = anyJson(random, 1)
      break
    default:
      fields.cancellationId = JSON.stringify(id.toUpperCase())
  }
  return inputText(fields)
}

/** An act on a workflow that would be done, but for one field; or on somebody else's. */
export function actInput(random: Random, world: World): string {
  const id = random.pick(world.bait)
  const key = uuidFrom(random.whole(0, 2 ** 31))
  const fields: Record<string, string> = {
    flowInstId: JSON.stringify(id),
    key: JSON.stringify(key),
    sameTriggerAt: 'null',
  }
  switch (random.whole(0, 4)) {
    case 0:
      fields.flowInstId = random.pick([
        JSON.stringify(random.pick(nearIds(id))),
        JSON.stringify(id.split('-')[0]),
        anyJson(random),
        `[${JSON.stringify(id)}]`,
      ])
      break
    case 1:
      fields.key = random.pick([anyJson(random), JSON.stringify(key.slice(1)), JSON.stringify(`${key}\n`)])
      break
    case 2:
      fields.cancellationId = random.pick([
        'null',
        '5',
        '""',
        JSON.stringify(key),
        JSON.stringify(`${key}' or '1'='1`),
        `["${key}"]`,
      ])
      break
    case 3:
      delete fields[random.pick(['flowInstId', 'key'])]
      break
    default:
      fields.flowInstId = JSON.stringify(random.pick([world.foreign, '2438-201908081020', '0-00000000']))
      fields.sameTriggerAt = random.pick(['null', '0', '-1', '1e400', '"0"', '[]', '1.5', '8640000000000001'])
      for (const name of ['flowId', 'userId', 'orgId', 'owner', 'viewer', 'kind', 'triggerAt', '__proto__'])
        fields[name] = anyJson(random, 1)
  }
  return inputText(fields)
}
