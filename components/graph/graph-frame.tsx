'use client'

import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import type { Arrangement } from '@/components/graph/arrange'
import { heightsFor } from '@/components/graph/frame-heights'
import type GraphCanvas from '@/components/graph/graph-canvas'
import { type Frame, layoutQuery } from '@/components/graph/layout-query'
import { Button } from '@/components/ui/button'
import { Bad } from '@/components/ui/callout'

type Props = {
  arrangement: Arrangement
  flowInstId: string
  isShown: boolean
  onOutline: () => void
}

const WIDE_FROM = 600
/** Begins to load a little before a person has scrolled there. */
const AHEAD = '300px'

/** The place of the drawn graph; its libraries are fetched when it comes into view. */
export function GraphFrame({ arrangement, flowInstId, isShown, onOutline }: Props): ReactNode {
  const t = useTranslations()
  const place = useRef<HTMLDivElement>(null)
  const [Canvas, setCanvas] = useState<typeof GraphCanvas | null>(null)
  const [isMissing, setMissing] = useState(false)
  const [isNear, setNear] = useState(false)
  const frame = useFrame(place)
  const heights = heightStyle(arrangement)
  const client = useQueryClient()
  const load = useCallback(() => {
    import('@/components/graph/graph-canvas').then(
      (loaded) => setCanvas(() => loaded.default),
      () => setMissing(true),
    )
  }, [])
  useEffect(() => {
    if (!isShown || place.current === null) return
    const observer = new IntersectionObserver(
      (seen) => {
        if (!seen.some(({ isIntersecting }) => isIntersecting)) return
        observer.disconnect()
        setNear(true)
        load()
      },
      { rootMargin: AHEAD },
    )
    observer.observe(place.current)
    return () => observer.disconnect()
  }, [isShown, load])

  // Laid out while what draws it is on its way.
  useEffect(() => {
    if (isNear && frame !== null) void client.prefetchQuery(layoutQuery(arrangement, frame.direction))
  }, [client, isNear, frame, arrangement])

  if (isMissing) {
    return (
      <Bad>
        <p>{t('graph.notLoaded')}</p>
        <Button size="small" className="mt-1.5" onClick={onOutline}>
          {t('graph.showOutline')}
        </Button>
      </Bad>
    )
  }
  return (
    <>
      <div
        ref={place}
        data-graph
        className="relative h-[min(var(--wide),var(--most))] overflow-clip rounded-lg border bg-bg [--most:85dvh] max-sm:h-[min(var(--narrow),var(--most))] max-sm:[--most:70dvh] pointer-coarse:[--most:70dvh]"
        style={heights}
      >
        {Canvas === null || frame === null ? null : (
          <Canvas arrangement={arrangement} flowInstId={flowInstId} {...frame} />
        )}
      </div>
      <p className="text-meta text-muted pointer-coarse:hidden">{t('graph.hint')}</p>
    </>
  )
}

function heightStyle(arrangement: Arrangement): Record<string, string> {
  const { wide, narrow } = heightsFor(arrangement)
  return { '--wide': `${wide}px`, '--narrow': `${narrow}px` }
}

/** Its size when it came, and the way it is read: only a window that gets narrow or wide changes them. */
function useFrame(place: { current: HTMLDivElement | null }): Frame | null {
  const [frame, setFrame] = useState<Frame | null>(null)
  useEffect(() => {
    const element = place.current
    if (element === null) return
    const observer = new ResizeObserver(() => {
      const room = { width: element.clientWidth, height: element.clientHeight }
      if (room.width === 0) return
      const direction = room.width >= WIDE_FROM ? 'LR' : 'TB'
      setFrame((known) => (known?.direction === direction ? known : { direction, room }))
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [place])
  return frame
}
