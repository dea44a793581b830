import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { RunAgainFields } from '@/components/acts/run-again-fields'
import { ScheduleEffects } from '@/components/acts/schedule-effects'
import { ProblemError } from '@/components/problem-error'
import { problemSentence } from '@/components/problem-words'
import { Bad } from '@/components/ui/callout'
import type { FlowActionKind } from '@/lib/shared/flow-actions'
import type { InstanceDetail } from '@/lib/shared/instance-detail'

type Props = {
  kind: FlowActionKind
  /** Undefined: not read yet, or not to be had. */
  detail: InstanceDetail | undefined
  error: Error | null
  sameTriggerAt: number | null
  onChoose: (at: number | null) => void
  isDisabled: boolean
}

/** What an act does to this workflow: in the shape of it while it is read, and as far as can be said where it cannot be. */
export function ActFacts({ kind, detail, error, sameTriggerAt, onChoose, isDisabled }: Props): ReactNode {
  if (detail === undefined && error === null) return <Loading isLong={kind === 'run_again'} />
  return (
    <>
      {detail === undefined && error !== null ? <NotRead error={error} /> : null}
      {kind === 'run_again' ? (
        <RunAgainFields
          detail={detail ?? null}
          chosen={sameTriggerAt}
          onChoose={onChoose}
          isDisabled={isDisabled}
        />
      ) : (
        <ScheduleEffects kind={kind} schedule={detail?.schedule ?? null} zone={detail?.zone ?? null} />
      )}
    </>
  )
}

function Loading({ isLong }: { isLong: boolean }): ReactNode {
  const t = useTranslations()
  return (
    <p role="status" className={`breathing rounded-md bg-line ${isLong ? 'h-80' : 'h-32'}`}>
      <span className="sr-only">{t('acts.loading')}</span>
    </p>
  )
}

function NotRead({ error }: { error: Error }): ReactNode {
  const t = useTranslations()
  const problem = error instanceof ProblemError ? error.problem : null
  if (problem?.code === 'not_found') return <Bad>{t('acts.problem.not_found')}</Bad>
  return (
    <Bad>
      {t('acts.notRead')} {problem === null ? t('instances.noConnection') : problemSentence(t, problem)}
    </Bad>
  )
}
