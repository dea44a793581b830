import { LoaderCircle } from 'lucide-react'
import { type ReactNode, useRef } from 'react'
import { useTranslations } from 'use-intl/react'
import { ActFailed } from '@/components/acts/act-failed'
import { useAct } from '@/components/acts/use-act'
import { useFocusKept } from '@/components/history/use-focus-kept'
import { Button } from '@/components/ui/button'
import type { CancellationView } from '@/lib/shared/cancellation'
import type { FlowActionView } from '@/lib/shared/flow-actions'

type Props = {
  cancellation: Pick<CancellationView, 'id' | 'flowInstId'>
  /** It is on record, whatever has come of it. */
  onDone?: (action: FlowActionView) => void
}

/** Pauses the schedule that was to be paused with a cancellation, on whose record it then stands. */
export function PauseNow({ cancellation: { id, flowInstId }, onDone }: Props): ReactNode {
  const t = useTranslations()
  const act = useAct('pause_schedule')
  const area = useRef<HTMLDivElement>(null)
  useFocusKept(area)
  return (
    <div ref={area} className="flex flex-wrap items-center gap-2">
      <Button
        size="small"
        aria-disabled={act.isPending}
        onClick={() => {
          if (!act.isPending) act.mutate({ flowInstId, cancellationId: id }, { onSuccess: onDone })
        }}
      >
        {act.isPending ? <LoaderCircle aria-hidden className="turning size-4" /> : null}
        {t(act.isPending ? 'acts.sending' : 'acts.pause.doItNow')}
      </Button>
      <div className="w-full max-w-2xl has-[>:empty]:hidden">
        <ActFailed act={act} />
      </div>
    </div>
  )
}
