import { useDeferredValue, useMemo, useState } from 'react'
import { type Matches, NO_MATCHES, searchIn } from '@/components/log/log-search'
import { countBelow } from '@/components/log/offsets'

export type Search = {
  word: string
  isCaseKept: boolean
  matches: Matches
  /** The number of the match that is shown, from 0; -1 where there is none. */
  current: number
  /** Where in the text it is; it changes with each wish to see one. */
  shown: { offset: number } | null
  setWord: (word: string) => void
  toggleCase: () => void
  /** To the next match, or the one before, round and round. */
  step: (by: 1 | -1) => void
}

type Wish = { word: string; isCaseKept: boolean; offset: number }

/** `from`: nothing before it is searched. `anchor`: where the reader is, from where the first match is looked for. */
export function useSearch(text: string, { from, anchor }: { from: number; anchor: () => number }): Search {
  const [word, setWord] = useState('')
  const [isCaseKept, setCaseKept] = useState(false)
  const [start, setStart] = useState(0)
  const [wish, setWish] = useState<Wish | null>(null)
  const search = useMemo(() => searchIn(text), [text])
  // A letter appears at once, whatever its search takes.
  const wanted = useDeferredValue(word)
  const find = (what: string): Matches =>
    what === '' ? NO_MATCHES : search({ word: what, isCaseKept, from })
  // biome-ignore lint/correctness/useExhaustiveDependencies: these are what is found depends on.
  const matches = useMemo(() => find(wanted), [search, wanted, isCaseKept, from])
  const placeIn = ({ starts }: Matches, what: string): number => {
    const isWished = wish !== null && wish.word === what && wish.isCaseKept === isCaseKept
    return starts.length === 0 ? -1 : countBelow(starts, isWished ? wish.offset : start) % starts.length
  }
  const current = placeIn(matches, wanted)
  const offset = matches.starts[current]
  // biome-ignore lint/correctness/useExhaustiveDependencies: a wish for the place that is shown already is one to see it again.
  const shown = useMemo(() => (offset === undefined ? null : { offset }), [offset, wish, wanted, isCaseKept])
  const begin = (): void => {
    if (word === '') setStart(anchor())
  }
  return {
    word,
    isCaseKept,
    matches,
    current,
    shown,
    setWord: (next) => {
      begin()
      setWord(next)
    },
    toggleCase: () => setCaseKept((kept) => !kept),
    step: (by) => {
      // Enter may come before what the last letters find.
      const found = word === wanted ? matches : find(word)
      const count = found.starts.length
      const next = found.starts[(placeIn(found, word) + by + count) % count]
      if (next !== undefined) setWish({ word, isCaseKept, offset: next })
    },
  }
}
