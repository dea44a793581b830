import { gatherOffsets } from '@/components/log/offsets'

/** Where in a text a word stands, in order, without overlaps. */
export type Matches = { starts: Uint32Array; length: number }

export const NO_MATCHES: Matches = { starts: new Uint32Array(0), length: 0 }

type Asked = {
  word: string
  isCaseKept: boolean
  /** Nothing before it is searched. */
  from: number
}

/** A search over one text, which is folded to small letters at most once. */
export function searchIn(text: string): (asked: Asked) => Matches {
  let folded: string | null = null
  return ({ word, isCaseKept, from }) => {
    if (word === '') return NO_MATCHES
    if (isCaseKept) return collect(text, word, from)
    folded ??= foldCase(text)
    return collect(folded, foldCase(word), from)
  }
}

/** Small letters, place by place: the few that would become longer are left as they are. */
function foldCase(text: string): string {
  const folded = text.toLowerCase()
  if (folded.length === text.length) return folded
  return Array.from(text, (letter) => {
    const small = letter.toLowerCase()
    return small.length === letter.length ? small : letter
  }).join('')
}

function collect(text: string, word: string, from: number): Matches {
  const starts = gatherOffsets((add) => {
    for (let at = text.indexOf(word, from); at !== -1; at = text.indexOf(word, at + word.length)) add(at)
  })
  return { starts, length: word.length }
}
