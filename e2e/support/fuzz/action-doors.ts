import { anyVisitor, type Door, type FuzzRequest, type Visitor, type World, withCookie } from './door'
import { anyJson, bodyTexts, deepJson, MARKUP, nearIds, shortTexts, uuidFrom } from './payloads'
import type { Random } from './random'

const PLAIN = 'text/plain;charset=UTF-8'
const MEGABYTE = 1024 * 1024
/** The page that knows the actions on a record, of one that nobody has. */
const RECORD_PAGE = '/history/00000000-0000-4000-8000-000000000000'

type Call = { id: string; target?: string; type?: string; body: string | Buffer; isChunked?: boolean }

function callAs(
  world: World,
  as: Visitor,
  { id, target = '/', type = PLAIN, body, isChunked }: Call,
): FuzzRequest {
  return {
    as,
    method: 'POST',
    target,
    headers: [
      ...withCookie(world, as),
      ['Next-Action', id],
      ['Content-Type', type],
      ['Accept', 'text/x-component'],
      ['Origin', world.origin],
    ],
    body,
    isChunked: isChunked ?? false,
  }
}

function inputText(fields: Readonly<Record<string, string>>): string {
  return `{${Object.entries(fields)
    .map(([name, json]) => `${JSON.stringify(name)}:${json}`)
    .join(',')}}`
}

/** A cancel that would be done, but for one field. */
function spoiledInput(random: Random, world: World): string {
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

const CLAIMS: readonly ((random: Random) => string)[] = [
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
function recordInput(random: Random): string {
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
function actInput(random: Random, world: World): string {
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

/** Bodies of every kind React's reply format knows, and of kinds it does not (Flight, as the browser writes it). */
const FLIGHT: readonly ((random: Random, world: World) => string)[] = [
  () => '',
  () => ' ',
  (random) =>
    random.pick(['null', 'true', '0', '"x"', '{}', '{"length":1}', '{"length":1e9}', '{"length":-1}']),
  (random) =>
    random.pick(['[', '[1', '[1,]', '{"a":', '[{}}', "['x']", '[1]x', '\u{feff}[1]', '[NaN]', '//']),
  (random) => random.pick(bodyTexts),
  (random) => `[${JSON.stringify(random.pick(bodyTexts))}]`,
  (random) =>
    `[${JSON.stringify(`$${random.pick([...'@hHTQWKiINuDnABRrXxFOoUSsLlGgMmV-$ '])}${random.pick(['', '0', '1', '0:0', '1:__proto__:then', 'ff', '-1', 'zz'])}`)}]`,
  (random) =>
    `[{"flowInstId":"$${random.pick(['Q0', 'W0', 'i0', '@0', '0', 'T', 'K1', 'B1', 'n1', 'u', 'D0'])}"}]`,
  (random, world) =>
    `[{"then":"$1:__proto__:then","status":"resolved_model","reason":-1,"value":"{\\"then\\":\\"$B1\\"}","_response":{"_prefix":${JSON.stringify(random.pick(world.bait))}}}]`,
  () => '["$@0","$@0",{"a":"$0:1"}]',
  (random) => `[${deepJson(random.pick([100, 1_000, 10_000, 100_000]), random.pick(['array', 'object']))}]`,
  (random) =>
    deepJson(random.pick([1_000, 10_000, 200_000]), random.pick(['array', 'object'])).slice(
      0,
      random.pick([50, 900]),
    ),
  (random) => `[${Array.from({ length: random.pick([999, 1_000, 1_001, 5_000]) }, () => '0').join(',')}]`,
  () => `[[${'0,'.repeat(499_000)}0]]`,
  () => `[{"note":"${'x'.repeat(1_000_000)}"}]`,
  () => `[["${'x'.repeat(1_000_000)}","${'y'.repeat(20_000)}"]]`,
]

function part(name: string, value: string, file = false): string {
  const more = file ? '; filename="x"\r\nContent-Type: application/octet-stream' : ''
  return `--b\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`
}

/** A form of React's, or almost: which actions it calls, and with what. */
export function multipart(random: Random, world: World): { type: string; body: string } {
  const flight = random.pick(FLIGHT)(random, world).slice(0, 20_000)
  const names = [
    '0',
    '1',
    '1_x',
    '0_',
    '',
    '-1',
    'ff',
    'S0',
    '$ACTION_ID_',
    '$ACTION_REF_1',
    '$ACTION_1:0',
    '__proto__',
  ]
  const rows = Array.from({ length: random.pick([0, 1, 3, 8, 300]) }, () =>
    part(
      random.pick([...names, `$ACTION_ID_${world.actions.cancel}`]),
      random.pick([
        random.pick(bodyTexts).slice(0, 500),
        anyJson(random),
        `{"id":"${world.actions.cancel}","bound":null}`,
      ]),
      random.chance(0.15),
    ),
  )
  const first = part(
    '0',
    random.chance(0.7)
      ? `[${JSON.stringify(random.pick(['$K1', '$B1', '$F1', '$h1', '$Q1', '$@1', '$R1', '$x1', '$A1', '$1']))}]`
      : flight,
  )
  const type = random.pick([
    'multipart/form-data; boundary=b',
    'multipart/form-data; boundary=b',
    'multipart/form-data; boundary=b',
    'multipart/form-data; boundary=other',
    'multipart/form-data; boundary=',
    'multipart/form-data',
    'Multipart/Form-Data; boundary=b',
  ])
  return { type, body: `${first}${rows.join('')}${random.chance(0.8) ? '--b--\r\n' : ''}` }
}

export const actionDoors: readonly Door[] = [
  {
    name: 'cancel: one field wrong',
    count: 600,
    make: (random, world) => {
      const as = anyVisitor(random)
      const more = random.chance(0.1) ? `,${anyJson(random)}` : ''
      return callAs(world, as, { id: world.actions.cancel, body: `[${spoiledInput(random, world)}${more}]` })
    },
  },
  {
    name: 'cancel: any argument',
    count: 300,
    make: (random, world) => {
      const target = random.pick(['/', '/', '/history', '/nowhere', '/sign-in', '/api/instances', '/?q=%00'])
      const body = random.pick([
        `[${anyJson(random)}]`,
        `[${anyJson(random)},${anyJson(random)}]`,
        anyJson(random),
      ])
      return callAs(world, anyVisitor(random), { id: world.actions.cancel, target, body })
    },
  },
  {
    name: 'claim of endings: any argument',
    count: 250,
    make: (random, world) => {
      const target = random.pick(['/', '/history', '/nowhere'])
      const body = `[${random.pick(CLAIMS)(random)}]`
      return callAs(world, anyVisitor(random), { id: world.actions.claim, target, body })
    },
  },
  {
    name: 'ask again, check now: any argument',
    count: 300,
    make: (random, world) => {
      const id = random.pick([world.actions.askAgain, world.actions.checkNow])
      const target = random.pick([RECORD_PAGE, RECORD_PAGE, RECORD_PAGE, '/', '/nowhere'])
      const body = `[${random.chance(0.8) ? recordInput(random) : anyJson(random)}]`
      return callAs(world, anyVisitor(random), { id, target, body })
    },
  },
  {
    name: 'acts on a workflow: one field wrong',
    count: 200,
    make: (random, world) => {
      const { pauseSchedule, resumeSchedule, runAgain } = world.actions
      const id = random.pick([pauseSchedule, resumeSchedule, runAgain])
      const target = random.pick([`/instances/${random.pick(world.bait)}`, '/', '/history', '/nowhere'])
      const body = `[${random.chance(0.9) ? actInput(random, world) : anyJson(random)}]`
      return callAs(world, anyVisitor(random), { id, target, body })
    },
  },
  {
    name: 'actions: broken Flight',
    count: 400,
    make: (random, world) => {
      const id = random.pick(Object.values(world.actions))
      const target = random.pick(['/', '/', '/history', RECORD_PAGE])
      const body = random.pick(FLIGHT)(random, world)
      const type = random.chance(0.8)
        ? PLAIN
        : random.pick(['', 'application/json', 'text/html', ';', 'text/plain;charset=utf-16'])
      return callAs(world, anyVisitor(random), { id, target, type, body, isChunked: random.chance(0.2) })
    },
  },
  {
    name: 'actions: multipart',
    count: 250,
    make: (random, world) => {
      const id = random.pick([world.actions.cancel, world.actions.claim])
      const request = callAs(world, anyVisitor(random), { id, ...multipart(random, world) })
      // Without an id it is a form that was sent before the page's script had come.
      if (random.chance(0.7)) return request
      return { ...request, headers: request.headers.filter(([name]) => name !== 'Next-Action') }
    },
  },
  {
    name: 'actions: bytes that are no text',
    count: 60,
    make: (random, world) => {
      const bytes = Buffer.from(Array.from({ length: random.whole(1, 400) }, () => random.whole(0, 255)))
      const body = random.chance(0.5)
        ? bytes
        : Buffer.concat([Buffer.from('[{"note":"'), bytes, Buffer.from('"}]')])
      return callAs(world, anyVisitor(random), { id: world.actions.cancel, body })
    },
  },
  {
    name: 'actions: too much',
    count: 30,
    make: (random, world) => {
      const size = random.pick([MEGABYTE + 1, 2 * MEGABYTE, 3 * MEGABYTE])
      const body = `[{"note":"${'x'.repeat(size)}"}]`
      const type = random.pick([
        PLAIN,
        'multipart/form-data; boundary=b',
        'application/x-www-form-urlencoded',
      ])
      const id = random.pick([world.actions.cancel, world.actions.claim, '0'.repeat(42)])
      return callAs(world, anyVisitor(random), { id, type, body, isChunked: random.chance(0.5) })
    },
  },
  {
    name: 'actions: unknown ids',
    count: 150,
    make: (random, world) => {
      const known = world.actions.cancel
      const id = random.pick([
        ...shortTexts.map((text) => text.toWellFormed()),
        known.slice(1),
        `${known}0`,
        known.toUpperCase(),
        known.replace(/.$/, '0'),
        '0'.repeat(42),
        `c0${known.slice(2)}`,
        'f'.repeat(3_000),
        `${known}, ${known}`,
      ])
      const target = random.pick(['/', '/history', '/nowhere', '/sign-in', '/api/instances'])
      return callAs(world, anyVisitor(random), { id, target, body: `[${spoiledInput(random, world)}]` })
    },
  },
]
