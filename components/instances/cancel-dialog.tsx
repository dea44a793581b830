'use client'

import { useQuery } from '@tanstack/react-query'
import { LoaderCircle, Lock } from 'lucide-react'
import { AlertDialog } from 'radix-ui'
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import type { ClaimEndings } from '@/components/cancellations/ending-toasts'
import { OutdatedPageError } from '@/components/cancellations/take-answer'
import { bodyLook, dialogLook } from '@/components/instances/cancel-layout'
import { CancelMessage } from '@/components/instances/cancel-message'
import { isUnderWay, standingOf } from '@/components/instances/cancel-standing'
import { CancelSubject } from '@/components/instances/cancel-subject'
import { titleWhenOver } from '@/components/instances/cancel-title'
import { dropDraft, keepDraft, readDraft } from '@/components/instances/draft-store'
import { impactQuery } from '@/components/instances/impact/impact-query'
import { ImpactSection } from '@/components/instances/impact/impact-section'
import { ImpactTally } from '@/components/instances/impact/impact-tally'
import { lockedBy } from '@/components/instances/impact/locked-by'
import { offersPause, PauseChoice } from '@/components/instances/pause-choice'
import { type Draft, missingIn, ReasonFields, reasonForKey } from '@/components/instances/reason-fields'
import { reloadInto } from '@/components/instances/reopen'
import { useCancelInstance } from '@/components/instances/use-cancel-instance'
import { useFocusedInView } from '@/components/instances/use-focused-in-view'
import { ProblemError } from '@/components/problem-error'
import { SessionEndHere } from '@/components/shell/session-end'
import { Button } from '@/components/ui/button'
import { Hint } from '@/components/ui/callout'
import { isOpen } from '@/lib/shared/cancellation'
import type { InstanceRow } from '@/lib/shared/instances'

type Props = { asked: InstanceRow; live: InstanceRow | null; onClose: () => void; claim: ClaimEndings }

export default function CancelDialog({ asked, live, onClose, claim }: Props): ReactNode {
  const t = useTranslations()
  const cancel = useCancelInstance()
  const keep = useRef<HTMLButtonElement>(null)
  const reasonField = useRef<HTMLSelectElement>(null)
  const noteField = useRef<HTMLTextAreaElement>(null)
  const section = useRef<HTMLElement>(null)
  const body = useFocusedInView<HTMLDivElement>()
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
  const locked = facts.data ? lockedBy(facts.data.impact.locks) : null
  const confirmWords = locked === null ? 'cancel.confirm' : 'impact.confirmAnyway'
  const hasDraft = draft.reason !== '' || draft.note !== ''
  const hasPause = offersPause(row, facts.data)

  // What was typed and not sent stays in sight, whatever is said of it below.
  useEffect(() => {
    if (cancel.error !== null) noteField.current?.scrollIntoView({ block: 'nearest' })
  }, [cancel.error])

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
    if (event.target instanceof HTMLTextAreaElement) return
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
          className={dialogLook({ isOver })}
        >
          <div ref={body} className={bodyLook({ isOver })}>
            <div className="flex flex-col gap-4">
              <AlertDialog.Title className="font-semibold text-title">
                {t(`cancel.${title ?? 'title'}`)}
              </AlertDialog.Title>
              <CancelSubject row={row} isOver={isOver} />
              {isOver ? null : <ImpactTally facts={facts} section={section} />}
              <ReasonFields
                draft={draft}
                onChange={change}
                missing={missing}
                isDisabled={isSending || isOver}
                isOver={isOver}
                reasonField={reasonField}
                noteField={noteField}
              />
              {hasPause && !isOver ? (
                <PauseChoice
                  isChosen={draft.pauseSchedule}
                  onChange={(pauseSchedule) => change({ ...draft, pauseSchedule })}
                  isDisabled={isSending}
                />
              ) : null}
            </div>
            {isOver ? null : <ImpactSection facts={facts} ref={section} />}
          </div>
          <div className="flex flex-col gap-3 border-t px-5 py-3.5">
            {isOver || isSignedOut ? null : <SessionEndHere kept={hasDraft ? t('cancel.kept') : undefined} />}
            <CancelMessage
              cancel={cancel}
              standing={standing}
              status={row.status}
              missing={missing}
              isOver={isOver}
            />
            {locked === null || isOver ? null : (
              <Hint icon={Lock}>
                <strong className="font-medium">{t(`impact.${locked}`)}</strong>
              </Hint>
            )}
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
                  // Of one width whatever it says, so that the one beside it stays where it is.
                  className="min-w-44"
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
