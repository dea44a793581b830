import { describe, expect, it } from 'vitest'
import { hostileAnswer, hostileItem } from '@/e2e/support/fuzz/answers'
import { anyJson, deepJson } from '@/e2e/support/fuzz/payloads'
import { randomFrom } from '@/e2e/support/fuzz/random'
import { readAnswer } from './envelope'
import { isFailLive } from './fail-live'
import { parseFlow } from './flow'
import { parseGraph } from './graph'
import { parseIamSession } from './iam-session'
import { parseOwners } from './owners'
import { parseParameters } from './parameters'
import { type FlowInstance, firstOf, parseFlowInstance, parseFlowInstancePage } from './wire'

const seed = Number(process.env.FUZZ_SEED || 20_261_122)
const rounds = Array.from({ length: 2_000 }, (_, n) => n)

/** Every text that would be stored or shown. */
function textsOf({ parameters: _, graph: __, ...instance }: FlowInstance): string[] {
  return Object.values(instance)
    .flat()
    .filter((value) => typeof value === 'string')
}

describe('whatever EnOS sends', () => {
  it('an instance is read or not, and its texts can be stored', () => {
    for (const n of rounds) {
      const instance = parseFlowInstance(JSON.parse(hostileItem(randomFrom(seed + n), 'alice', n)))
      if (!instance) continue
      const what = `FUZZ_SEED=${seed}, item ${n}`
      expect(instance.owners, what).toContain('alice')
      expect(Number.isSafeInteger(instance.status.code), what).toBe(true)
      for (const text of textsOf(instance))
        expect(text.isWellFormed() && !text.includes('\0'), what).toBe(true)
      isFailLive(instance.graph)
    }
  })

  it('no part is too odd to be looked at', () => {
    for (const n of rounds) {
      const value: unknown = JSON.parse(anyJson(randomFrom(seed + n), 6))
      for (const parse of [parseFlowInstance, parseFlow, parseGraph, parseOwners, parseParameters, firstOf])
        expect(() => parse(value), `FUZZ_SEED=${seed}, value ${n}: ${parse.name}`).not.toThrow()
      expect(() => parseIamSession({ session: value, data: value })).not.toThrow()
      expect(() => parseFlowInstancePage({ data: value })).not.toThrow()
    }
  })

  it('an answer is an envelope, or none', () => {
    for (const n of rounds) {
      const text = hostileAnswer(randomFrom(seed + n))
      const reply = readAnswer({ http: 200, text })
      expect(['envelope', 'http', 'unreadable'], `FUZZ_SEED=${seed}, answer ${n}`).toContain(reply.kind)
      if (reply.kind === 'envelope') parseFlowInstancePage(reply.body)
    }
  })

  it.each(['array', 'object'] as const)('nothing is too deep: %s', (shape) => {
    const deep: unknown = JSON.parse(deepJson(100_000, shape))
    for (const data of [
      deep,
      { flowInsts: [{ instanceId: '1-20261122', parameters: { deep }, graph: deep }] },
    ])
      expect(() => parseFlowInstancePage({ data })).not.toThrow()
    expect(parseParameters([{ key: 'deep', value: deep }])).toMatchObject([{ key: 'deep' }])
  })
})
