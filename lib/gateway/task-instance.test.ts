import { describe, expect, it } from 'vitest'
import { anyJson } from '@/e2e/support/fuzz/payloads'
import { randomFrom } from '@/e2e/support/fuzz/random'
import { parseTaskInstance } from './task-instance'
import { firstOf } from './wire'

const runMode = {
  taskMode: 1,
  cpu: 0.6,
  memory: 1.1,
  maxParallel: 0,
  keyType: 0,
  datasourceId: 0,
  path: '',
  content: '',
}

/** As documented (enos-api.md 5.4). */
const sample = {
  instanceId: '118979-2021020211',
  taskId: 118979,
  taskName: 'DataIntegration',
  cycle: 'H',
  status: 1,
  runNum: 1,
  type: 7,
  syncType: null,
  freq: null,
  ifPre: 0,
  stsDesc: 'SUCCESS',
  recallNum: 0,
  triggerTime: '2021-02-02 19:35:00',
  timeout: 300,
  recallLimit: 3,
  recallInterval: 0,
  startTime: '2021-02-02 19:35:24',
  endTime: '2021-02-02 19:38:07',
  timeStamp: 'Tue Feb 02 17:35:00 CST 2021',
  isTimeout: false,
  flowInstId: '8435-2021020211',
  doAs: 'someAccount',
  alert: false,
  runMode: JSON.stringify(runMode),
  cmd: 'echo hi',
  hasResourceBefore: false,
  resourceName: '',
  fileName: '',
  resourceVersion: '',
}

const parsed = {
  taskInstId: '118979-2021020211',
  taskId: '118979',
  name: 'DataIntegration',
  status: { code: 1, name: 'SUCCESS' },
  cycle: 'H',
  type: '7',
  runNum: 1,
  recallNum: 0,
  recallLimit: 3,
  recallInterval: 0,
  triggerTime: '2021-02-02 19:35:00',
  startTime: '2021-02-02 19:35:24',
  endTime: '2021-02-02 19:38:07',
  createdTime: 'Tue Feb 02 17:35:00 CST 2021',
  timeout: 300,
  isTimeout: false,
  flowInstId: '8435-2021020211',
  doAs: 'someAccount',
  runMode: { isMultiple: false, cpu: 0.6, memory: 1.1, maxParallel: 0 },
  cmd: 'echo hi',
}

const snake = Object.fromEntries(
  Object.entries(sample).map(([key, value]) => [
    key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    value,
  ]),
)
const asTexts = Object.fromEntries(
  Object.entries(sample).map(([key, value]) => [key, value === null ? null : String(value)]),
)

describe('a task', () => {
  it.each([
    ['the documented sample', sample],
    ['a list of one', [sample]],
    ['JSON in a text', JSON.stringify(sample)],
    ['snake case', snake],
    ['numbers and truths as texts', asTexts],
    ['a run mode that is an object', { ...sample, runMode }],
    ['a run mode that was packed twice', { ...sample, runMode: JSON.stringify(JSON.stringify(runMode)) }],
    ['the other names of its id', { ...sample, instanceId: undefined, taskInstId: '118979-2021020211' }],
    ['a status by its name only', { ...sample, status: undefined }],
    ['a name in place of the code', { ...sample, status: 'success', stsDesc: undefined }],
  ])('is read from %s', (_name, data) => {
    expect(parseTaskInstance(firstOf(data))).toEqual(parsed)
  })

  it('needs an id and nothing else', () => {
    expect(parseTaskInstance({ instanceId: '105007-20190812013400' })).toEqual({
      ...Object.fromEntries(Object.keys(parsed).map((key) => [key, null])),
      taskInstId: '105007-20190812013400',
      taskId: '105007',
      name: '',
      status: { code: -99, name: 'UNKNOWN' },
    })
  })

  it.each([
    ['a status nobody knows', { status: 77 }, { status: { code: 77, name: 'UNKNOWN' } }],
    ['a type by name', { type: 'COMMAND' }, { type: 'COMMAND' }],
    ['several tasks in one', { runMode: '{"taskMode":2}' }, { runMode: { isMultiple: true } }],
    ['a broken run mode', { runMode: '{"taskMode":' }, { runMode: null }],
    ['a moment where a text is due', { startTime: 1565251865242 }, { startTime: null }],
    ['a cycle nobody knows', { cycle: 'century' }, { cycle: null }],
    ['counts that are none', { runNum: 'x', recallNum: 1.5, timeout: {} }, { runNum: null, recallNum: null }],
    ['a NUL in the command', { cmd: 'a\0b' }, { cmd: 'a\uFFFDb' }],
    ['half a character', { taskName: 'a\uD800' }, { name: 'a\uFFFD' }],
  ])('with %s is read all the same', (_name, change, expected) => {
    expect(parseTaskInstance({ ...sample, ...change })).toMatchObject(expected)
  })

  it('keeps no text longer than EnOS has', () => {
    const long = '风'.repeat(200_000)
    const task = parseTaskInstance({ ...sample, taskName: long, triggerTime: long, doAs: long, cmd: long })
    expect([task?.name.length, task?.triggerTime?.length, task?.doAs?.length]).toEqual([500, 500, 500])
    expect(task?.cmd).toHaveLength(65_536)
  })

  it.each([[undefined], [null], ['x'], [[]], [{}], [{ instanceId: '' }], [{ instanceId: {} }], [7]])(
    'is not %j',
    (data) => {
      expect(parseTaskInstance(firstOf(data))).toBeNull()
    },
  )

  it('is read or not, whatever EnOS sends', () => {
    const seed = Number(process.env.FUZZ_SEED || 20_261_122)
    for (let n = 0; n < 2_000; n += 1) {
      const odd: unknown = JSON.parse(anyJson(randomFrom(seed + n), 4))
      const what = `FUZZ_SEED=${seed}, value ${n}`
      expect(() => parseTaskInstance(odd), what).not.toThrow()
      for (const key of Object.keys(sample)) {
        const task = parseTaskInstance({ ...sample, [key]: odd })
        const texts = Object.values(task ?? {}).filter((value) => typeof value === 'string')
        expect(
          texts.every((text) => text.isWellFormed() && !text.includes('\0')),
          what,
        ).toBe(true)
      }
    }
  })
})
