import { type ReactNode, useLayoutEffect, useRef } from 'react'
import { useTranslations } from 'use-intl/react'
import { RunAgainButton } from '@/components/acts/run-again-button'
import type { ActDialogControl } from '@/components/acts/use-act-dialog'
import { HEADLINE } from '@/components/history/use-focus-kept'
import { afterFailWords } from '@/components/instance-page/after-fail-words'
import { useCancelKey } from '@/components/instance-page/use-cancel-key'
import { canAskToCancel } from '@/components/instances/instance-row'
import { RowStatus } from '@/components/instances/row-status'
import type { CancelDialogControl } from '@/components/instances/use-cancel-dialog'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import type { InstanceDetail } from '@/lib/shared/instance-detail'
import type { InstanceRow } from '@/lib/shared/instances'

/** Which instance this is, what it does, and what can be done about it. */
export function InstanceHead({
  detail: { row, afterFail },
  cancel,
  acts,
  runWaitsFor,
}: {
  detail: InstanceDetail
  cancel: CancelDialogControl
  acts: ActDialogControl
  /** The element that says why another run has to wait. */
  runWaitsFor: string | undefined
}): ReactNode {
  const t = useTranslations()
  useCancelKey(cancel.isOpen)
  return (
    // The place for the keyboard when the button has gone with its reason (use-cancel-dialog).
    <header
      data-row={row.flowInstId}
      tabIndex={-1}
      className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 outline-none"
    >
      <div className="flex min-w-0 flex-1 basis-80 flex-col gap-2">
        <div>
          <h1
            id={HEADLINE}
            tabIndex={-1}
            className="text-balance break-words font-semibold text-page outline-none"
          >
            <bdi>{row.flowName}</bdi>
          </h1>
          <p className="flex items-center gap-1 text-muted">
            <span className="break-all font-mono text-meta">{row.flowInstId}</span>
            <CopyButton text={row.flowInstId} className="-my-1" />
          </p>
        </div>
        <div className="flex flex-wrap items-center gap-x-1">
          {/* In a line, as there is no column to keep to. */}
          <div className="min-w-0 *:w-auto! *:flex-row! *:flex-wrap *:items-center! *:gap-x-1">
            <RowStatus status={row.status} cancellation={row.cancellation} />
          </div>
          {afterFail === null ? null : (
            <p className="text-table">
              <span aria-hidden className="max-sm:hidden">
                ·{' '}
              </span>
              {afterFailWords(t, afterFail)}
            </p>
          )}
        </div>
      </div>
      {/* In this order, and to the right: when one goes, the other one stays where it is. */}
      <div className="ml-auto flex flex-wrap items-center justify-end gap-2">
        {canAskToCancel(row) ? <CancelButton row={row} cancel={cancel} /> : null}
        <RunAgainButton acts={acts} waitsFor={runWaitsFor} />
      </div>
    </header>
  )
}

function CancelButton({ row, cancel }: { row: InstanceRow; cancel: CancelDialogControl }): ReactNode {
  const t = useTranslations()
  const button = useRef<HTMLButtonElement>(null)
  useLayoutEffect(() => {
    const { current } = button
    return () => {
      // Runs before React takes it away: the keyboard stays with what has come of it.
      if (current === null || document.activeElement !== current) return
      current.closest<HTMLElement>('[data-row]')?.focus({ preventScroll: true })
    }
  }, [])
  return (
    <Button
      ref={button}
      data-cancel
      title={t('instance.cancelKey')}
      onClick={() => cancel.open(row)}
      onPointerEnter={cancel.preload}
      onFocus={cancel.preload}
    >
      {t('instances.cancel')}
    </Button>
  )
}
