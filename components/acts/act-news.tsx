import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { actStanding } from '@/components/acts/act-look'
import { NewRun } from '@/components/acts/new-run'
import { Bad, Hint } from '@/components/ui/callout'
import { type FlowActionView, isActionOpen } from '@/lib/shared/flow-actions'

/** What has come of what was asked for here. The place is there before it has anything to say, so that it is read out. */
export function ActNews({ action }: { action: FlowActionView | null }): ReactNode {
  return (
    <div role="status" className="empty:hidden">
      {action === null ? null : <News action={action} />}
    </div>
  )
}

/** It stands far from where it was asked for, so it names the act. */
function News({ action }: { action: FlowActionView }): ReactNode {
  const t = useTranslations()
  const { kind, state, newFlowInstId } = action
  if (state === 'done') {
    return (
      <Hint>
        {t(`acts.${kind}.done`)} {newFlowInstId === null ? null : <NewRun flowInstId={newFlowInstId} />}
      </Hint>
    )
  }
  if (isActionOpen(state))
    return <Hint>{t(state === 'unconfirmed' ? 'acts.checking' : 'acts.underWay', { act: kind })}</Hint>
  return (
    <Bad>
      <p className="font-medium">
        {t(`acts.${kind}.do`)} · {t(`acts.state.${actStanding(action)}`)}
      </p>
      <p>{t(`acts.failed.${state}`)}</p>
    </Bad>
  )
}
