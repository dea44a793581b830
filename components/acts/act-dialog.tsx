'use client'

import { useQuery } from '@tanstack/react-query'
import { LoaderCircle } from 'lucide-react'
import { AlertDialog } from 'radix-ui'
import { type ReactNode, useId, useRef, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { ActBusy } from '@/components/acts/act-busy'
import { ActFacts } from '@/components/acts/act-facts'
import { ActFailed } from '@/components/acts/act-failed'
import { actUnderWay } from '@/components/acts/act-under-way'
import { useAct } from '@/components/acts/use-act'
import type { ActSubject } from '@/components/acts/use-act-dialog'
import { OutdatedPageError } from '@/components/cancellations/take-answer'
import { instanceQuery } from '@/components/instance-page/instance-query'
import { SessionEndHere } from '@/components/shell/session-end'
import { Button } from '@/components/ui/button'
import { Hint } from '@/components/ui/callout'
import { type FlowActionKind, type FlowActionView, isActionOpen } from '@/lib/shared/flow-actions'

type Props = {
  kind: FlowActionKind
  subject: Omit<ActSubject, 'actions'>
  onClose: () => void
  /** It is on record, and was done or is being found out. */
  onDone: (action: FlowActionView) => void
}

function isUnderWay({ state, unrecorded }: FlowActionView): boolean {
  return !unrecorded && (state === 'done' || isActionOpen(state))
}

/** Asks once more before something is done to a workflow, and says what that does. */
export default function ActDialog({ kind, subject, onClose, onDone }: Props): ReactNode {
  const t = useTranslations()
  const act = useAct(kind)
  const leave = useRef<HTMLButtonElement>(null)
  const [sameTriggerAt, setSameTriggerAt] = useState<number | null>(null)
  const { flowName, ...asked } = subject
  // Read for the page already, where it is the one of the instance.
  const { data: detail, error: unread } = useQuery(instanceQuery(subject.flowInstId))
  const isLoading = detail === undefined && unread === null
  const isSending = act.isPending
  // What was turned away is on record: once more is another act, which begins with another dialog.
  const isOver = act.data !== undefined && !isSending
  const isOutdated = act.error instanceof OutdatedPageError
  const busyId = useId()
  // One's own may be it, once it is pressed; where no answer came, pressing again finds that one.
  const mayBeOwn = isSending || isOver || act.isInDoubt
  const busy = detail === undefined || mayBeOwn ? null : actUnderWay(detail, kind)
  const isHeld = isLoading || isSending || busy !== null

  function confirm(): void {
    if (isHeld || isOver || isOutdated) return
    act.mutate(
      { ...asked, ...(kind === 'run_again' ? { sameTriggerAt } : {}) },
      { onSuccess: (action) => (isUnderWay(action) ? onDone(action) : leave.current?.focus()) },
    )
  }

  return (
    <AlertDialog.Root open onOpenChange={(opens) => (opens || isSending ? undefined : onClose())}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="appearing fixed inset-0 z-40 bg-scrim" />
        <AlertDialog.Content
          onEscapeKeyDown={(event) => (isSending ? event.preventDefault() : undefined)}
          onCloseAutoFocus={(event) => event.preventDefault()}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
            event.preventDefault()
            if (!event.repeat) confirm()
          }}
          className="appearing [--top:max(0.75rem,calc(50dvh-15rem))] fixed top-(--top) left-1/2 z-50 flex max-h-[calc(100dvh-var(--top)-0.75rem)] w-[min(31rem,calc(100vw-1.5rem))] -translate-x-1/2 flex-col rounded-xl border bg-surface shadow-2xl outline-none"
        >
          <div className="flex min-h-0 flex-col gap-4 overflow-y-auto px-5 pt-5 pb-4">
            <div>
              <AlertDialog.Title className="font-semibold text-title">
                {t(`acts.${kind}.title`)}
              </AlertDialog.Title>
              <AlertDialog.Description className="mt-2 break-words font-medium">
                <bdi>{flowName}</bdi>
              </AlertDialog.Description>
            </div>
            <ActFacts
              kind={kind}
              detail={detail}
              error={unread}
              sameTriggerAt={sameTriggerAt}
              onChoose={setSameTriggerAt}
              isDisabled={isSending || isOver}
            />
          </div>
          <div className="flex flex-col gap-3 border-t px-5 py-3.5">
            {isOver ? null : <SessionEndHere />}
            <ActFailed act={act} />
            {busy === null ? null : (
              <div id={busyId}>
                <Hint>
                  <ActBusy {...busy} />
                </Hint>
              </div>
            )}
            <div className="flex flex-wrap justify-end gap-2 [@media(max-width:639px)_and_(min-height:500px)]:flex-col-reverse">
              <AlertDialog.Cancel asChild>
                <Button ref={leave} size="large" aria-disabled={isSending}>
                  {t(isOver ? 'common.close' : 'acts.notNow')}
                </Button>
              </AlertDialog.Cancel>
              {isOver || isOutdated ? null : (
                <Button
                  tone="accent"
                  size="large"
                  aria-disabled={isHeld}
                  aria-describedby={busy === null ? undefined : busyId}
                  onClick={confirm}
                >
                  {isSending ? <LoaderCircle aria-hidden className="turning size-4" /> : null}
                  {t(isSending ? 'acts.sending' : `acts.${kind}.do`)}
                </Button>
              )}
            </div>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}
