import { describe, expect, it } from 'vitest'
import { ACT_PROBLEMS } from '@/lib/shared/act-problems'
import { REASONS, STATES } from '@/lib/shared/cancellation'
import { PROBLEMS } from '@/lib/shared/problems'
import { STATUS_CODES } from '@/lib/shared/statuses'
import en from '@/messages/en.json'
import zh from '@/messages/zh-CN.json'

type Tree = { [key: string]: string | Tree }

function flatten(tree: Tree, path = ''): Map<string, string> {
  const flat = new Map<string, string>()
  for (const [key, value] of Object.entries(tree)) {
    const name = path === '' ? key : `${path}.${key}`
    if (typeof value === 'string') flat.set(name, value)
    else for (const [inner, text] of flatten(value, name)) flat.set(inner, text)
  }
  return flat
}

function placeholders(text: string): string[] {
  return [...new Set([...text.matchAll(/\{(\w+)(?=[,}])/g)].map((match) => match[1] ?? ''))].sort()
}

const catalogs = { en: flatten(en), 'zh-CN': flatten(zh) }

describe('the catalogs', () => {
  it('have the same keys', () => {
    expect([...catalogs['zh-CN'].keys()].sort()).toEqual([...catalogs.en.keys()].sort())
  })

  it('have the same placeholders', () => {
    for (const [key, text] of catalogs.en) {
      expect([key, placeholders(catalogs['zh-CN'].get(key) ?? '')]).toEqual([key, placeholders(text)])
    }
  })

  it.each(Object.entries(catalogs))('%s leaves no sentence empty', (_locale, flat) => {
    expect([...flat].filter(([, text]) => text.trim() === '')).toEqual([])
  })

  it.each(Object.entries(catalogs))('%s names every code a person can meet', (_locale, flat) => {
    const needed = [
      ...PROBLEMS.map((code) => `problems.${code}`),
      ...ACT_PROBLEMS.map((code) => `actProblems.${code}`),
      ...STATES.flatMap((state) => [`state.${state}`, `outcome.${state}`]),
      ...REASONS.map((reason) => `reason.${reason}`),
      ...[...Object.keys(STATUS_CODES), 'UNKNOWN'].map((name) => `status.${name}`),
    ]
    expect(needed.filter((key) => !flat.has(key))).toEqual([])
  })
})
