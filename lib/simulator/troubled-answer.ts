import { setTimeout as sleep } from 'node:timers/promises'
import type { Answer } from './call'
import type { FaultKind } from './faults'
import type { Result } from './refusal'

/** The answer of an operation, spoiled by the faults that apply to it. */
export async function answerWithFaults(
  kinds: FaultKind[],
  process: () => Answer,
  refuse: (result: Result) => Answer,
): Promise<Answer | 'cut'> {
  await delays(kinds, 'before')
  const trouble = kinds.find((kind) => kind.type !== 'delay')
  const answer = spoil(trouble, process, refuse)
  await delays(kinds, 'after')
  return answer
}

async function delays(kinds: FaultKind[], when: 'before' | 'after'): Promise<void> {
  for (const kind of kinds)
    if (kind.type === 'delay' && (kind.when ?? 'before') === when) await sleep(kind.ms)
}

function spoil(
  trouble: FaultKind | undefined,
  process: () => Answer,
  refuse: (result: Result) => Answer,
): Answer | 'cut' {
  switch (trouble?.type) {
    case undefined:
    case 'delay':
      return process()
    case 'http':
      return { http: trouble.status, code: null, body: trouble.body ?? '', headers: trouble.headers }
    case 'html':
      return {
        http: trouble.status,
        code: null,
        body: '<!DOCTYPE html><html><head><title>Error</title></head><body><h1>Sorry</h1></body></html>',
        headers: { 'content-type': 'text/html;charset=UTF-8' },
      }
    case 'code':
      if (trouble.acted) process()
      return refuse({ code: trouble.code, msg: trouble.msg })
    case 'cut':
      if (trouble.when === 'after') process()
      return 'cut'
    case 'garble': {
      const { http, code, body } = process()
      const text = JSON.stringify(body)
      return { http, code, body: text.slice(0, Math.ceil(text.length / 2)) }
    }
  }
}
