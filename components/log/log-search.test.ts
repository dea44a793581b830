import { describe, expect, it } from 'vitest'
import { searchIn } from '@/components/log/log-search'

const found = (text: string, word: string, { isCaseKept = false, from = 0 } = {}): number[] => [
  ...searchIn(text)({ word, isCaseKept, from }).starts,
]

describe('a search in a log', () => {
  it.each([
    ['finds every place once, without overlaps', 'aaaa', 'aa', {}, [0, 2]],
    ['takes small and large letters alike', 'Error ERROR error', 'eRRor', {}, [0, 6, 12]],
    ['or apart', 'Error ERROR error', 'error', { isCaseKept: true }, [12]],
    ['finds nothing for nothing', 'abc', '', {}, []],
    ['takes patterns as letters', 'a.*b [x] a', '.*', {}, [1]],
    ['leaves out what is folded', 'secret secret', 'secret', { from: 1 }, [7]],
    ['finds Chinese', '读取失败，重试：失败', '失败', {}, [2, 8]],
    ['keeps its place after letters that grow when they are made small', 'İİ error', 'ERROR', {}, [3]],
    ['finds those too', 'İstanbul', 'İ', {}, [0]],
  ])('%s', (_, text, word, options, places) => {
    expect(found(text, word, options)).toEqual(places)
  })

  it('goes through a mebibyte while somebody types', () => {
    const text = '2026-11-22 22:00:00 INFO read 4711 rows from the turbine table\n'.repeat(16_912)
    const search = searchIn(text)
    const words = ['t', 'tu', 'tur', 'turb', 'turbine', 'no such word', 'e']
    const counts = words.map((word) => search({ word, isCaseKept: false, from: 0 }).starts.length)
    expect(counts).toEqual([50_736, 16_912, 16_912, 16_912, 16_912, 0, 67_648])
  })
})
