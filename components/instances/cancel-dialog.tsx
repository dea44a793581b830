'use client'

import { useQuery } from '@tanstack/react-query'
import { ArrowRight, Ban, LoaderCircle } from 'lucide-react'
import { AlertDialog } from 'radix-ui'
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import type { ClaimEndings } from '@/components/cancellations/ending-toasts'
import { OutdatedPageError } from '@/components/cancellations/take-answer'
import { CancelMessage } from '@/components/instances/cancel-message'
import { isUnderWay, standingOf } from '@/components/instances/cancel-standing'
import { titleWhenOver } from '@/components/instances/cancel-title'
import { dropDraft, keepDraft, readDraft } from '@/components/instances/draft-store'
import { lockedBy } from '@/components/instances/impact/impact-facts'
import { impactQuery } from '@/components/instances/impact/impact-query'
import { ImpactSection } from '@/components/instances/impact/impact-section'
import { offersPause, PauseChoice } from '@/components/instances/pause-choice'
import { type Draft, missingIn, ReasonFields, reasonForKey } from '@/components/instances/reason-fields'
import { reloadInto } from '@/components/instances/reopen'
import { StatusBadge } from '@/components/instances/status-badge'
import { useCancelInstance } from '@/components/instances/use-cancel-instance'
import { ProblemError } from '@/components/problem-error'
import { SessionEndHere } from '@/components/shell/session-end'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { isOpen } from '@/lib/shared/cancellation'
import type { InstanceRow } from '@/lib/shared/instances'

type Props = { asked: InstanceRow; live: InstanceRow | null; onClose: () => void; claim: ClaimEndings }

export default function CancelDialog({ asked, live, onClose, claim }: Props): ReactNode {
  const t = useTranslations()
  const cancel = useCancelInstance()
  const keep = useRef<HTMLButtonElement>(null)
  const reasonField = useRef<HTMLSelectElement>(null)
  const noteField = useRef<HTMLTextAreaElement>(null)
  const [draft, setDraft] = useState<Draft>(() => readDraft(asked.flowInstId))
  const [isChecked, setChecked] = useState(false)

  const row = live ?? asked
  const standing = standingOf(live, asked)
  const missing = isChecked ? missingIn(draft) : null
  const isSending = cancel.isPending
  // A refusal is on record: asking again is a new cancellation, which begins with a new dialog.
  const title = isSending ? null : titleWhenOver(cancel, standing)
  const isOver = title !== null
  // It can ask for nothing any more, so only the way out is left.
  const isOutdated = cancel.error instanceof OutdatedPageError
  // Said below, with the same way out.
  const isSignedOut = cancel.error instanceof ProblemError && cancel.error.problem?.code === 'signed_out'
  const facts = useQuery({ ...impactQuery(asked.flowInstId), enabled: !isOver && !isOutdated })
  const shown = facts.data && { seal: facts.data.seal }
  const isLocked = facts.data !== undefined && lockedBy(facts.data.impact.locks) !== null
  const confirmWords = isLocked ? 'impact.confirmAnyway' : 'cancel.confirm'
  const hasPause = offersPause(row, facts.data)

  function change(next: Draft): void {
    setDraft(next)
    keepDraft(asked.flowInstId, next)
  }

  function confirm(): void {
    if (isSending || isOver || isOutdated) return
    setChecked(true)
    const lacks = missingIn(draft)
    if (lacks !== null) {
      ;(lacks === 'reason' ? reasonField : noteField).current?.focus()
      return
    }
    cancel.mutate(
      {
        flowInstId: asked.flowInstId,
        ...draft,
        note: draft.note.trim(),
        pauseSchedule: hasPause && draft.pauseSchedule,
        ...shown,
      },
      {
        onSuccess: (cancellation) => {
          const isAsked = isUnderWay(cancellation) || cancellation.unrecorded
          // What was turned away may be asked for again, in the same words.
          if (isAsked) dropDraft(asked.flowInstId)
          if (isUnderWay(cancellation)) return onClose()
          keep.current?.focus()
          // It is told right here, so no toast needs to tell it again.
          if (!isOpen(cancellation.state)) void claim([cancellation.id]).catch(() => undefined)
        },
      },
    )
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      confirm()
      return
    }
    if (event.ctrlKey || event.metaKey || event.altKey || isSending || isOver) return
    if (event.target instanceof HTMLElement && event.target.closest('input, textarea') !== null) return
    const reason = reasonForKey(event.key)
    if (reason === null) return
    event.preventDefault()
    change({ ...draft, reason })
  }

  return (
    <AlertDialog.Root open onOpenChange={(opens) => (opens || isSending ? undefined : onClose())}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="appearing fixed inset-0 z-40 bg-scrim" />
        <AlertDialog.Content
          {...(isOver ? { 'aria-describedby': undefined } : {})}
          onKeyDown={onKeyDown}
          onEscapeKeyDown={(event) => (isSending ? event.preventDefault() : undefined)}
          onCloseAutoFocus={(event) => event.preventDefault()}
          className="appearing [--top:max(0.75rem,calc(50dvh-20rem))] fixed top-(--top) left-1/2 z-50 flex max-h-[calc(100dvh-var(--top)-0.75rem)] w-[min(33rem,calc(100vw-1.5rem))] -translate-x-1/2 flex-col rounded-xl border bg-surface shadow-2xl outline-none"
        >
          <div
            // Of one height whatever there is to tell: the buttons are not to move under a pointer.
            className={`flex min-h-0 flex-col gap-4 overflow-y-auto px-5 pt-5 pb-4 ${isOver ? '' : 'basis-144'}`}
          >
            <AlertDialog.Title className="font-semibold text-title">
              {t(`cancel.${title ?? 'title'}`)}
            </AlertDialog.Title>
            <div className="flex flex-col gap-2">
              <div className="min-w-0">
                <p className="break-words font-medium">
                  <bdi>{row.flowName}</bdi>
                </p>
                <div className="flex items-center gap-1">
                  <span className="truncate font-mono text-meta text-muted">{row.flowInstId}</span>
                  <CopyButton text={row.flowInstId} />
                </div>
              </div>
              <div className="flex flex-wrap items-center gap-2">
                <StatusBadge status={row.status} t={t} />
                {isOver ? null : (
                  <>
                    <ArrowRight role="img" aria-label={t('cancel.becomes')} className="size-4 text-muted" />
                    <Badge tone="neutral" icon={Ban}>
                      {t('status.CANCEL')}
                    </Badge>
                  </>
                )}
              </div>
            </div>
            {isOver ? null : (
              <ImpactSection facts={facts} isScheduled={(row.schedule ?? 'periodic') === 'periodic'}>
                {hasPause ? (
                  <PauseChoice
                    isChosen={draft.pauseSchedule}
                    onChange={(pauseSchedule) => change({ ...draft, pauseSchedule })}
                    isDisabled={isSending}
                  />
                ) : null}
              </ImpactSection>
            )}
            <ReasonFields
              draft={draft}
              onChange={change}
              missing={missing}
              isDisabled={isSending || isOver}
              reasonField={reasonField}
              noteField={noteField}
            />
          </div>
          <div className="flex flex-col gap-3 border-t px-5 py-3.5">
            {isOver || isSignedOut ? null : <SessionEndHere />}
            <CancelMessage
              cancel={cancel}
              standing={standing}
              status={row.status}
              missing={missing}
              isOver={isOver}
            />
            <div className="flex flex-wrap justify-end gap-2 [@media(max-width:639px)_and_(min-height:500px)]:flex-col-reverse">
              <AlertDialog.Cancel asChild>
                <Button ref={keep} aria-disabled={isSending} size="large">
                  {t(isOver ? 'common.close' : 'cancel.keep')}
                </Button>
              </AlertDialog.Cancel>
              {isOver ? null : (
                <Button
                  tone={isOutdated ? 'accent' : 'danger'}
                  size="large"
                  aria-disabled={isSending}
                  title={isOutdated ? undefined : t('cancel.confirmKeys')}
                  onClick={isOutdated ? () => reloadInto(asked.flowInstId) : confirm}
                >
                  {isSending ? <LoaderCircle aria-hidden className="turning size-4" /> : null}
                  {t(isOutdated ? 'common.reload' : isSending ? 'cancel.sending' : confirmWords)}
                </Button>
              )}
            </div>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}
