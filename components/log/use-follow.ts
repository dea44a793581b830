import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'

/** As near to the end as a reader gets who means to be there (px). */
const AT_END_PX = 24
/** What a reader scrolls with. */
const MOVES = ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const

type Followed = {
  region: RefObject<HTMLElement | null>
  /** Of everything that can be scrolled through (px). */
  height: number
  lineCount: number
  startsAtEnd: boolean
}

/**
 * Stays at the end while lines come; a reader who scrolls up is let go, and taken along again at the end. Who was brought
 * somewhere, as to a match, stays there, also at the end.
 */
export function useFollow({ region, height, lineCount, startsAtEnd }: Followed) {
  // How many lines there were when the reader left the end; null while there.
  const [left, setLeft] = useState(startsAtEnd ? null : lineCount)
  const before = useRef(0)
  // Until the reader moves.
  const isBrought = useRef(!startsAtEnd)

  // biome-ignore lint/correctness/useExhaustiveDependencies: the end has moved whenever the height has changed.
  useLayoutEffect(() => {
    if (left === null && region.current) region.current.scrollTop = region.current.scrollHeight
  }, [left, height, region])

  const onScroll = useCallback(() => {
    if (!region.current) return
    const { scrollTop, scrollHeight, clientHeight } = region.current
    const isAtEnd = scrollHeight - scrollTop - clientHeight < AT_END_PX
    if (isAtEnd) setLeft((known) => (isBrought.current ? known : null))
    else if (scrollTop < before.current) setLeft((known) => known ?? lineCount)
    before.current = scrollTop
  }, [region, lineCount])

  useEffect(() => {
    const element = region.current
    const onMove = (): void => {
      isBrought.current = false
    }
    for (const kind of MOVES) element?.addEventListener(kind, onMove, { passive: true })
    return () => {
      for (const kind of MOVES) element?.removeEventListener(kind, onMove)
    }
  }, [region])

  return {
    isFollowing: left === null,
    newLines: left === null ? 0 : Math.max(0, lineCount - left),
    follow: () => {
      isBrought.current = false
      setLeft(null)
    },
    letGo: () => {
      isBrought.current = true
      setLeft((known) => known ?? lineCount)
    },
    onScroll,
  }
}
