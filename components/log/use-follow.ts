import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react'

/** As near to the end as a reader gets who means to be there (px). */
const AT_END_PX = 24

type Followed = {
  region: RefObject<HTMLElement | null>
  /** Of everything that can be scrolled through (px). */
  height: number
  lineCount: number
  startsAtEnd: boolean
}

/** Stays at the end while lines come; a reader who scrolls up is let go, and taken along again at the end. */
export function useFollow({ region, height, lineCount, startsAtEnd }: Followed) {
  // How many lines there were when the reader left the end; null while there.
  const [left, setLeft] = useState(startsAtEnd ? null : lineCount)
  const before = useRef(0)

  // biome-ignore lint/correctness/useExhaustiveDependencies: the end has moved whenever the height has changed.
  useLayoutEffect(() => {
    if (left === null && region.current) region.current.scrollTop = region.current.scrollHeight
  }, [left, height, region])

  const onScroll = useCallback(() => {
    if (!region.current) return
    const { scrollTop, scrollHeight, clientHeight } = region.current
    if (scrollHeight - scrollTop - clientHeight < AT_END_PX) setLeft(null)
    else if (scrollTop < before.current) setLeft((known) => known ?? lineCount)
    before.current = scrollTop
  }, [region, lineCount])

  return {
    isFollowing: left === null,
    newLines: left === null ? 0 : Math.max(0, lineCount - left),
    follow: () => setLeft(null),
    letGo: () => setLeft((known) => known ?? lineCount),
    onScroll,
  }
}
