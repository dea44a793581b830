'use client'

import { CircleCheck, CirclePause, LoaderCircle } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { ActFailed } from '@/components/acts/act-failed'
import { useAct } from '@/components/acts/use-act'
import { Button } from '@/components/ui/button'
import { instancePath } from '@/lib/shared/addresses'
import { type CancellationView, isOpen } from '@/lib/shared/cancellation'
import type { PauseWish } from '@/lib/shared/flow-actions'

/** On a record: what became of *Pause the schedule too*, and the way to what else can be done to the workflow. */
export function RecordActs({ cancellation }: { cancellation: CancellationView }): ReactNode {
  const t = useTranslations()
  const { pause, state, flowInstId } = cancellation
  const wayBack = isOpen(state) ? null : (
    <Link
      href={instancePath(flowInstId)}
      prefetch={false}
      className="inline-flex min-h-6 items-center text-accent underline-offset-2 hover:underline"
    >
      {t(pause?.state === 'paused' ? 'acts.resumeThere' : 'acts.runAgainThere')}
    </Link>
  )
  if (pause === null) return wayBack === null ? null : <p className="text-table">{wayBack}</p>
  return (
    <div className="flex flex-col items-start gap-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-table">
        <PauseWords pause={pause} />
        {pause.state === 'not_done' ? <DoItNow cancellation={cancellation} /> : wayBack}
      </div>
    </div>
  )
}

function PauseWords({ pause }: { pause: PauseWish }): ReactNode {
  const t = useTranslations()
  const isLost = pause.state === 'under_way' && pause.action?.state === 'unconfirmed'
  const Icon = pause.state === 'paused' ? CircleCheck : CirclePause
  return (
    <p
      role="status"
      className={`flex items-center gap-1.5 ${pause.state === 'not_done' ? 'font-medium' : 'text-muted'}`}
    >
      <Icon aria-hidden className="size-4 shrink-0" />
      {t(`acts.pause.${isLost ? 'checking' : pause.state}`)}
    </p>
  )
}

function DoItNow({ cancellation: { id, flowInstId } }: { cancellation: CancellationView }): ReactNode {
  const t = useTranslations()
  const act = useAct('pause_schedule')
  return (
    <>
      <Button
        size="small"
        aria-disabled={act.isPending}
        onClick={() => (act.isPending ? undefined : act.mutate({ flowInstId, cancellationId: id }))}
      >
        {act.isPending ? <LoaderCircle aria-hidden className="turning size-4" /> : null}
        {t(act.isPending ? 'acts.sending' : 'acts.pause.doItNow')}
      </Button>
      <div className="w-full max-w-2xl empty:hidden">
        <ActFailed act={act} />
      </div>
    </>
  )
}
