import { createTranslator } from 'use-intl/core'
import formatOnly from 'use-intl/format-message/format-only'
import { describe, expect, it } from 'vitest'
import type { Catalog } from '@/messages/catalog'
import { compileCatalog } from '@/messages/compile'
import en from '@/messages/en.json'
import zh from '@/messages/zh-CN.json'

type Leaf = { key: string; text: string; compiled: unknown }

function leaves(tree: object, compiled: object, path = ''): Leaf[] {
  return Object.entries(tree).flatMap(([name, value]): Leaf[] => {
    const key = path === '' ? name : `${path}.${name}`
    const mate = (compiled as Record<string, unknown>)[name]
    return typeof value === 'string'
      ? [{ key, text: value, compiled: mate }]
      : leaves(value as object, mate as object, key)
  })
}

/** A value for every placeholder; numbers also for those that choose a plural. */
function valuesFor(text: string, count: number): Record<string, string | number> {
  return Object.fromEntries([...text.matchAll(/\{(\w+)/g)].map(([, name = '']) => [name, count]))
}

describe.each([
  ['en', en],
  ['zh-CN', zh as Catalog],
] as const)('the compiled catalog of %s', (locale, catalog) => {
  const all = leaves(catalog, compileCatalog(catalog))
  const options = { locale, cache: {}, formatters: formattersOf() } as unknown as Parameters<
    typeof formatOnly
  >[3]

  it.each([0, 1, 2, 1234])('says what the sentences say, for %d', (count) => {
    // The translator of an untyped catalog: keys are taken from the catalog itself.
    const t = createTranslator({ locale, messages: catalog }) as unknown as (
      key: string,
      values: object,
    ) => string
    for (const { key, text, compiled } of all) {
      const values = valuesFor(text, count)
      const said = formatOnly(key, compiled as never, values, options)
      expect([key, said]).toEqual([key, t(key, values)])
    }
  })

  it('is made of plain objects, which is all that may cross to a browser', () => {
    expect(prototypesIn(compileCatalog(catalog))).toEqual(new Set([Object.prototype, Array.prototype]))
  })
})

function prototypesIn(value: unknown): Set<unknown> {
  if (typeof value !== 'object' || value === null) return new Set()
  const inner = Object.values(value).flatMap((one) => [...prototypesIn(one)])
  return new Set([Object.getPrototypeOf(value), ...inner])
}

function formattersOf() {
  return {
    getNumberFormat: (...args: ConstructorParameters<typeof Intl.NumberFormat>) =>
      new Intl.NumberFormat(...args),
    getPluralRules: (...args: ConstructorParameters<typeof Intl.PluralRules>) =>
      new Intl.PluralRules(...args),
    getDateTimeFormat: (...args: ConstructorParameters<typeof Intl.DateTimeFormat>) =>
      new Intl.DateTimeFormat(...args),
  }
}
