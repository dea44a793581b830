'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { AskedBefore } from '@/components/cancellations/asked-before'
import { openCancellationsQuery } from '@/components/cancellations/open-query'
import { RecordLink } from '@/components/cancellations/record-link'
import { timeToEnd } from '@/components/cancellations/state-badge'
import { OfflineError, OutdatedPageError } from '@/components/cancellations/take-answer'
import type { Standing } from '@/components/instances/cancel-standing'
import type { Missing } from '@/components/instances/reason-fields'
import { statusWord } from '@/components/instances/status-badge'
import type { CancelAsking } from '@/components/instances/use-cancel-instance'
import { useIsLong } from '@/components/instances/use-is-long'
import { ProblemError } from '@/components/problem-error'
import { EnosFacts, problemSentence, refusalSentence } from '@/components/problem-words'
import { SignInAgain } from '@/components/shell/sign-in-again'
import type { Translate } from '@/components/translate'
import { Bad, Hint } from '@/components/ui/callout'
import { useIsOnline } from '@/components/use-is-online'
import type { CancellationView } from '@/lib/shared/cancellation'
import { isCancellable } from '@/lib/shared/instances'
import type { ProblemCode } from '@/lib/shared/problems'
import { type Status, statusFromCode } from '@/lib/shared/statuses'

const LONG_WAIT_MS = 10_000

type Props = {
  cancel: CancelAsking
  standing: Standing
  status: Status
  missing: Missing | null
  isOver: boolean
}

/** What there is to say above the buttons: at most one thing, the most important. */
export function CancelMessage({ isOver, ...rest }: Props): ReactNode {
  const { cancel, status } = rest
  const t = useTranslations()
  if (cancel.isPending) return <LongWait />
  return (
    <div className="contents">
      <div role="alert" className="empty:hidden">
        <Trouble {...rest} />
      </div>
      {status.name === 'UNKNOWN' && !isOver ? <Hint>{t('cancel.unknownStatus')}</Hint> : null}
    </div>
  )
}

function Trouble({ cancel, standing, status, missing }: Omit<Props, 'isOver'>): ReactNode {
  const t = useTranslations()
  if (cancel.data?.unrecorded) return <Unrecorded standing={standing} />
  if (cancel.data !== undefined) return <Recorded cancellation={cancel.data} status={status} />
  if (standing.kind === 'asked') {
    const { askedByMe, askedBy, requestedAt, id, reason } = standing.cancellation
    if (!askedByMe) return <AskedBefore by={askedBy} at={requestedAt} id={id} />
    if (cancel.isInDoubt || mayBeRecorded(cancel.error)) return <Hint>{t('cancel.recordedAfterAll')}</Hint>
    return <Hint>{t('cancel.askedElsewhere', { reason: t(`reason.${reason}`) })}</Hint>
  }
  if (standing.kind === 'closed') return <Hint>{endedWords(t, standing.cancellation)}</Hint>
  if (standing.kind === 'ended') {
    return <Hint>{t('cancel.endedMeanwhile', { status: statusWord(t, standing.row.status) })}</Hint>
  }
  if (cancel.error !== null) return <Failed cancel={cancel} error={cancel.error} />
  if (missing !== null)
    return <Bad>{t(missing === 'reason' ? 'cancel.reasonMissing' : 'cancel.noteMissing')}</Bad>
  return standing.kind === 'gone' ? <Hint>{t('cancel.goneMeanwhile')}</Hint> : null
}

/** Whether the record that turned up may be the one that this dialog asked for. */
function mayBeRecorded(error: Error | null): boolean {
  return error instanceof ProblemError && error.problem?.code === 'not_recorded'
}

/** It was sent; whether its record has caught up is seen on the row. */
function Unrecorded({ standing }: { standing: Standing }): ReactNode {
  const t = useTranslations()
  if (standing.kind === 'closed') return <Hint>{endedWords(t, standing.cancellation)}</Hint>
  const isRecorded = standing.kind === 'asked' && !standing.cancellation.unrecorded
  return <Hint>{t(isRecorded ? 'cancel.recordedAfterAll' : 'cancel.unrecorded')}</Hint>
}

function endedWords(t: Translate, cancellation: CancellationView): string {
  const by = cancellation.askedByMe ? t('cancel.you') : cancellation.askedBy
  if (cancellation.state === 'stopped') {
    return t('cancel.stoppedMeanwhile', { duration: timeToEnd(cancellation, t), by })
  }
  const { statusAfter } = cancellation
  const status = statusAfter === null ? t('common.none') : statusWord(t, statusFromCode(statusAfter))
  return t('cancel.finishedMeanwhile', { status, by })
}

function Failed({ cancel, error }: { cancel: CancelAsking; error: Error }): ReactNode {
  const t = useTranslations()
  const { dataUpdatedAt } = useQuery(openCancellationsQuery(useQueryClient()))
  const isOnline = useIsOnline()
  const { isInDoubt, submittedAt } = cancel
  if (error instanceof OutdatedPageError) {
    return <Bad>{t(isInDoubt ? 'cancel.outdatedInDoubt' : 'cancel.outdated')}</Bad>
  }
  if (error instanceof OfflineError && isOnline && !isInDoubt) return <Hint>{t('cancel.onlineAgain')}</Hint>
  if (error instanceof OfflineError)
    return <Bad>{t(isInDoubt ? 'cancel.offlineInDoubt' : 'cancel.offline')}</Bad>
  const problem = error instanceof ProblemError ? error.problem : null
  if (problem === null) return <Bad>{t('cancel.unknown')}</Bad>
  if (problem.code === 'signed_out' && dataUpdatedAt > submittedAt)
    return <Hint>{t(isInDoubt ? 'cancel.signedInAgainInDoubt' : 'cancel.signedInAgain')}</Hint>
  if (problem.code === 'already_asked' && problem.detail) {
    const { by = t('common.someone'), at, id } = problem.detail
    return <AskedBefore by={by} at={at} id={id} />
  }
  if (problem.code === 'unexpected') return <Bad>{t('cancel.unexpected')}</Bad>
  if (problem.code === 'not_recorded' && isInDoubt) return <Bad>{t('cancel.notRecordedInDoubt')}</Bad>
  return (
    <Bad>
      <p>{problemSentence(t, problem)}</p>
      <p className="empty:hidden">{whatWasSent(t, problem.code, isInDoubt)}</p>
      <EnosFacts facts={problem.detail} t={t} />
      {problem.code === 'signed_out' ? (
        <div className="mt-1.5 flex flex-wrap items-center gap-x-4 gap-y-1.5">
          <p>{t('cancel.kept')}</p>
          <SignInAgain size="small" />
        </div>
      ) : null}
    </Bad>
  )
}

/** What to add to the sentence of a problem. */
function whatWasSent(t: Translate, code: ProblemCode, isInDoubt: boolean): string | null {
  if (code === 'not_recorded') return null
  if (!isInDoubt) return t('cancel.nothingSent')
  // Nothing is left to be asked for.
  return code === 'already_final' ? null : t('cancel.inDoubt')
}

/** A record that ended before it began. */
function Recorded({ cancellation, status }: { cancellation: CancellationView; status: Status }): ReactNode {
  const t = useTranslations()
  const { id, state, answer, pause } = cancellation
  const link = (
    <RecordLink id={id} className="inline-flex min-h-6 items-center font-medium text-accent">
      {t('cancel.seeRecord')}
    </RecordLink>
  )
  const unpaused = pause?.state === 'not_done' ? <p>{t('cancel.notPausedEither')}</p> : null
  if (state === 'not_sent' || state === 'lost_track') {
    return (
      <Bad>
        <p>{t(state === 'not_sent' ? 'cancel.notSent' : 'cancel.lostTrack')}</p>
        {state === 'not_sent' ? unpaused : null}
        {link}
      </Bad>
    )
  }
  return (
    <Bad>
      <p>{refusalSentence(t, cancellation)}</p>
      {isCancellable(status, true) === 'no' ? null : (
        <p>{t('cancel.notStopped', { status: statusWord(t, status) })}</p>
      )}
      {unpaused}
      <EnosFacts facts={answer} t={t} />
      {link}
    </Bad>
  )
}

function LongWait(): ReactNode {
  const t = useTranslations()
  const isLong = useIsLong(LONG_WAIT_MS)
  return (
    <p role="status" className="text-muted text-table empty:hidden">
      {isLong ? t('instances.loadingLong') : null}
    </p>
  )
}
