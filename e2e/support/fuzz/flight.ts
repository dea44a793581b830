import type { World } from './door'
import { anyJson, bodyTexts, deepJson } from './payloads'
import type { Random } from './random'

/** Bodies of every kind React's reply format knows, and of kinds it does not (Flight, as the browser writes it). */
export const FLIGHT: readonly ((random: Random, world: World) => string)[] = [
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
