import { LoaderCircle } from 'lucide-react'
import { type ReactNode, useRef } from 'react'
import { useTranslations } from 'use-intl/react'
import { ActFailed } from '@/components/acts/act-failed'
import { type ActWish, useAct } from '@/components/acts/use-act'
import { useFocusKept } from '@/components/history/use-focus-kept'
import { Button } from '@/components/ui/button'
import type { FlowActionView } from '@/lib/shared/flow-actions'

type Props = {
  kind: 'pause_schedule' | 'resume_schedule'
  wish: Pick<ActWish, 'flowInstId' | 'cancellationId'>
  /** It is on record, whatever has come of it. */
  onDone?: (action: FlowActionView) => void
}

/** Pauses or resumes the schedule, as somebody wanted it and it did not come about. */
export function SwitchNow({ kind, wish, onDone }: Props): ReactNode {
  const t = useTranslations()
  const act = useAct(kind)
  const area = useRef<HTMLDivElement>(null)
  useFocusKept(area)
  return (
    <div ref={area} className="flex flex-wrap items-center gap-2">
      <Button
        size="small"
        aria-disabled={act.isPending}
        onClick={() => {
          if (!act.isPending) act.mutate(wish, { onSuccess: onDone })
        }}
      >
        {act.isPending ? <LoaderCircle aria-hidden className="turning size-4" /> : null}
        {t(act.isPending ? 'acts.sending' : `acts.${kind}.doItNow`)}
      </Button>
      <div className="w-full max-w-2xl has-[>:empty]:hidden">
        <ActFailed act={act} />
      </div>
    </div>
  )
}
