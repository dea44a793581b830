'use client'

import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { ActProblemError } from '@/components/acts/act-problem-error'
import type { Acting } from '@/components/acts/use-act'
import { OfflineError, OutdatedPageError } from '@/components/cancellations/take-answer'
import { ProblemError } from '@/components/problem-error'
import { EnosFacts, problemSentence } from '@/components/problem-words'
import { SignInAgain } from '@/components/shell/sign-in-again'
import type { Translate } from '@/components/translate'
import { Button } from '@/components/ui/button'
import { Bad, Hint } from '@/components/ui/callout'
import { useIsOnline } from '@/components/use-is-online'
import { ACT_PROBLEMS, type ActProblem } from '@/lib/shared/act-problems'
import { type FlowActionView, isActionOpen } from '@/lib/shared/flow-actions'
import type { Problem } from '@/lib/shared/problems'

/** What stood in the way, where it was asked. The place is there before it has anything to say, so that it is read out. */
export function ActFailed({ act }: { act: Acting }): ReactNode {
  const { error, isPending, data } = act
  return (
    <div role="alert" className="empty:hidden">
      {isPending || error === null ? null : <Why error={error} isInDoubt={act.isInDoubt} />}
      {isPending || data === undefined ? null : <Recorded action={data} />}
    </div>
  )
}

/** It is on record, and did not come about; or it was sent, and is not on record yet. */
function Recorded({ action: { state, answer, unrecorded } }: { action: FlowActionView }): ReactNode {
  const t = useTranslations()
  if (unrecorded) return <Hint>{t('acts.unrecorded')}</Hint>
  if (state === 'done' || isActionOpen(state)) return null
  return (
    <Bad>
      <p>{t(`acts.failed.${state}`)}</p>
      <EnosFacts facts={answer} t={t} />
    </Bad>
  )
}

function Why({ error, isInDoubt }: { error: Error; isInDoubt: boolean }): ReactNode {
  const t = useTranslations()
  const isOnline = useIsOnline()
  if (error instanceof OutdatedPageError) {
    return (
      <Bad>
        <p>{t(isInDoubt ? 'acts.outdatedInDoubt' : 'acts.outdated')}</p>
        <Button size="small" className="mt-1.5" onClick={() => window.location.reload()}>
          {t('common.reload')}
        </Button>
      </Bad>
    )
  }
  if (error instanceof OfflineError) {
    if (isOnline) return <Hint>{t(isInDoubt ? 'acts.inDoubt' : 'acts.onlineAgain')}</Hint>
    return <Bad>{t(isInDoubt ? 'acts.offlineInDoubt' : 'acts.offline')}</Bad>
  }
  const problem = problemIn(error)
  if (problem === null || problem.code === 'unexpected') return <Bad>{t('acts.unknown')}</Bad>
  return (
    <Bad>
      <p>{actProblemSentence(t, problem)}</p>
      {isInDoubt ? <p>{t('acts.inDoubt')}</p> : null}
      <EnosFacts facts={problem.detail} t={t} />
      {problem.code === 'signed_out' ? <SignInAgain size="small" className="mt-1.5" /> : null}
    </Bad>
  )
}

function problemIn(error: Error): ActProblem | null {
  return error instanceof ActProblemError || error instanceof ProblemError ? error.problem : null
}

function actProblemSentence(t: Translate, { code, detail }: ActProblem): string {
  const own = ACT_PROBLEMS.find((one) => one === code)
  const who = detail?.byMe ? 'me' : 'other'
  if (own !== undefined) return t(`actProblems.${own}`, { who, by: detail?.by ?? t('common.someone') })
  // Theirs speak of a cancel.
  if (code === 'bad_input' || code === 'not_found') return t(`acts.problem.${code}`)
  return problemSentence(t, { code, detail } as Problem)
}
