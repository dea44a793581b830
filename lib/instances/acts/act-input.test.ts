import { describe, expect, it } from 'vitest'
import { parseRunAgainInput, parseScheduleInput } from '@/lib/instances/acts/act-input'

const key = '3b241101-e2bb-4255-8caf-4136c566a962'
const flowInstId = '2438-201908081020'
const wish = { flowInstId, key, sameTriggerAt: null }

describe.each([
  ['to pause or resume', parseScheduleInput],
  ['to run again', parseRunAgainInput],
])('a wish %s', (_, parse) => {
  it('is an instance, a key and perhaps a record; whatever else was sent is dropped', () => {
    const forged = {
      flowId: '1',
      userId: 'u1',
      orgId: 'o1',
      kind: 'run_again',
      triggerAt: 5,
      knownBefore: [],
    }
    const parsed = parse({ ...wish, cancellationId: key, ...forged })
    expect(parsed).toMatchObject({ ok: true, value: { flowInstId, key, cancellationId: key } })
    expect(Object.keys(parsed.ok ? parsed.value : {}).filter((name) => name in forged)).toEqual([])
    expect(parse(wish)).toMatchObject({ ok: true, value: { flowInstId, key } })
  })

  it.each([
    ['flowInstId', '02438-201908081020'],
    ['flowInstId', '2438'],
    ['flowInstId', ['2438-201908081020']],
    ['key', 'again'],
    ['key', `pause-with-${key}`],
    ['cancellationId', 'x'],
    ['cancellationId', null],
  ])('with another %s is refused: %j', (field, value) => {
    expect(parse({ ...wish, [field]: value })).toEqual({ ok: false, field })
  })

  it.each([null, undefined, 5, 'x', []])('that is no object is refused: %j', (input) => {
    expect(parse(input)).toEqual({ ok: false, field: expect.any(String) })
  })
})

it.each([undefined, -1, 1.5, '0', true, Number.MAX_VALUE])(
  'a trigger time is null or a moment: not %j',
  (at) => {
    expect(parseRunAgainInput({ ...wish, sameTriggerAt: at })).toEqual({ ok: false, field: 'sameTriggerAt' })
  },
)
