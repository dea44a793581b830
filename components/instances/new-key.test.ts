import { afterEach, expect, it, vi } from 'vitest'
import { newKey } from '@/components/instances/new-key'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

afterEach(() => vi.unstubAllGlobals())

it('is a random UUID', () => {
  expect(newKey()).toMatch(UUID)
  expect(newKey()).not.toBe(newKey())
})

it('is one where the browser cannot make it by itself', () => {
  const { crypto } = globalThis
  vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto) })
  expect(newKey()).toMatch(UUID)
  expect(newKey()).not.toBe(newKey())
})
