import { type ReactNode, useLayoutEffect, useRef } from 'react'
import { useTranslations } from 'use-intl/react'
import type { OrderTruth } from '@/components/instance-page/tasks/order-truth'
import { Button } from '@/components/ui/button'

type Props = {
  truth: OrderTruth
  /** What failed, in words. */
  why: string | null
  onReadRest: () => void
  onStop: () => void
}

/** How much of the order that was asked for is true, where that takes reading the tasks. Always there, so that nothing jumps. */
export function OrderNote({ truth, why, onReadRest, onStop }: Props): ReactNode {
  const t = useTranslations()
  const isReading = truth.kind === 'reading'
  return (
    <tr className="max-sm:block">
      <td
        colSpan={5}
        className="h-9 border-b px-4 max-sm:block max-sm:h-auto max-sm:min-h-9 max-sm:px-3 max-sm:py-1"
      >
        <div className="flex min-h-7 flex-wrap items-center gap-x-3 gap-y-1">
          <p className="tabular-nums">
            {t(`tasks.order.${truth.kind}`, countsOf(truth))}
            {truth.kind === 'part' && why !== null ? ` ${why}` : null}
          </p>
          {truth.kind === 'whole' ? null : (
            <Act onAct={isReading ? onStop : onReadRest}>{t(`tasks.order.act.${truth.kind}`)}</Act>
          )}
        </div>
      </td>
    </tr>
  )
}

function countsOf(truth: OrderTruth): { count: number; read: number; sorted: number } {
  return { count: 0, read: 0, sorted: 0, ...truth }
}

/** What there was to do is done by itself: who was about to do it stands at the column that is sorted by. */
function Act({ onAct, children }: { onAct: () => void; children: ReactNode }): ReactNode {
  const button = useRef<HTMLButtonElement>(null)
  useLayoutEffect(() => {
    const element = button.current
    const head = element?.closest('thead')
    // Before the button leaves the page, which is when it still has the focus.
    return () => {
      if (element !== null && document.activeElement === element)
        head?.querySelector<HTMLElement>('[aria-sort] button')?.focus({ preventScroll: true })
    }
  }, [])
  return (
    <Button ref={button} size="small" onClick={onAct}>
      {children}
    </Button>
  )
}
