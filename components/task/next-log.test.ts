import { describe, expect, it } from 'vitest'
import { type KnownLog, nextLog } from '@/components/task/next-log'
import type { TaskLog } from '@/lib/shared/tasks'

const read = { readAt: 1, refreshAfterMs: 5_000 }
const text = (written: string, isCut = false): TaskLog => ({
  kind: 'text',
  text: written,
  mark: written,
  isCut,
  ...read,
})
const same: TaskLog = { kind: 'same', mark: 'x', ...read }
const none: TaskLog = { kind: 'none', ...read }

function knownAfter(...answers: TaskLog[]): KnownLog | undefined {
  return answers.reduce<KnownLog | undefined>(nextLog, undefined)
}

describe('what a page knows of a log', () => {
  it.each<[string, TaskLog[], object]>([
    ['there is none yet', [none], { kind: 'none', change: null }],
    ['its first text', [none, text('a')], { text: 'a', change: null }],
    ['it was empty', [text(''), none], { kind: 'none', change: null }],
    ['it goes on', [text('a'), text('ab')], { text: 'ab', change: null }],
    ['it is as it was', [text('a'), same], { text: 'a', change: null }],
    ['it is gone: as it was', [text('a'), none], { text: 'a', change: 'gone' }],
    ['it was emptied: as it was', [text('a'), text('')], { text: 'a', change: 'gone' }],
    ['it is still gone', [text('a'), none, none], { text: 'a', change: 'gone' }],
    ['it is back', [text('a'), none, same], { text: 'a', change: null }],
    ['it is back, and goes on', [text('a'), none, text('ab')], { text: 'ab', change: null }],
    ['another stands in its place', [text('a'), text('b')], { text: 'b', change: 'replaced' }],
    ['another came later', [text('a'), none, text('b')], { text: 'b', change: 'replaced' }],
    ['the other one goes on', [text('a'), text('b'), text('bc'), same], { text: 'bc', change: 'replaced' }],
    ['its beginning was cut off', [text('abc', true), text('bcd', true)], { text: 'bcd', change: null }],
  ])('%s', (_, answers, known) => {
    expect(knownAfter(...answers)).toMatchObject(known)
  })

  it('is looked at once more after its end', () => {
    const over = { ...text('ab'), refreshAfterMs: null }
    expect(knownAfter(text('a'), over)).toMatchObject({ refreshAfterMs: 5_000, isLastLook: true })
    expect(knownAfter(text('a'), over, over)).toMatchObject({ refreshAfterMs: null, isLastLook: false })
    expect(knownAfter(over)).toMatchObject({ refreshAfterMs: null, isLastLook: false })
  })

  it('is nothing where only what is not known could be the same', () => {
    expect(() => knownAfter(same)).toThrow()
    expect(() => knownAfter(none, same)).toThrow()
  })
})
