import { setTimeout as sleep } from 'node:timers/promises'
import type { Answer } from './call'
import type { FaultKind } from './faults'
import type { Result } from './refusal'

type When = 'before' | 'after'

export type Troubled = {
  kinds: FaultKind[]
  process: () => Answer
  refuse: (result: Result) => Answer
  /** Resolves when a test lets the call go. */
  hold: (when: When) => Promise<void>
}

/** The answer of an operation, spoiled by the faults that apply to it. */
export async function answerWithFaults(troubled: Troubled): Promise<Answer | 'cut'> {
  await waits(troubled, 'before')
  const answer = spoil(troubled)
  await waits(troubled, 'after')
  return answer
}

async function waits({ kinds, hold }: Troubled, when: When): Promise<void> {
  for (const kind of kinds) {
    if (kind.type === 'delay' && (kind.when ?? 'before') === when) await sleep(kind.ms)
    if (kind.type === 'hold' && kind.when === when) await hold(when)
  }
}

function spoil({ kinds, process, refuse }: Troubled): Answer | 'cut' {
  const trouble = kinds.find((kind) => kind.type !== 'delay' && kind.type !== 'hold')
  switch (trouble?.type) {
    case undefined:
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
