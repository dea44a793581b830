import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import type ActDialog from '@/components/acts/act-dialog'
import { HEADLINE } from '@/components/history/use-focus-kept'
import { Bad } from '@/components/ui/callout'
import type { FlowActionKind, FlowActionView } from '@/lib/shared/flow-actions'

const load = () => import('@/components/acts/act-dialog')

export type ActDialogControl = {
  open: (kind: FlowActionKind) => void
  preload: () => void
  /** What was asked for here last; its news come with the instance. */
  asked: FlowActionView | null
  /** Something was asked for here without a dialog. */
  tell: (action: FlowActionView) => void
  dialog: ReactNode
}

export type ActSubject = {
  /** The instance from which it is asked; its owner may. */
  flowInstId: string
  flowName: string
  /** What was done to the workflow, as far as is known here. */
  actions: readonly FlowActionView[]
  /** The cancellation on whose record it stands, where it is asked from one. */
  cancellationId?: string
}

/** The dialogs of the acts on a workflow: fetched when someone is about to need one. */
export function useActDialog({ actions, ...subject }: ActSubject): ActDialogControl {
  const t = useTranslations()
  const [kind, setKind] = useState<FlowActionKind | null>(null)
  const [Dialog, setDialog] = useState<typeof ActDialog | null>(null)
  const [isMissing, setMissing] = useState(false)
  const [asked, setAsked] = useState<FlowActionView | null>(null)
  const opener = useRef<Element | null>(null)
  const preload = useCallback(() => void load().catch(() => undefined), [])
  const open = useCallback((wanted: FlowActionKind) => {
    opener.current = document.activeElement
    setMissing(false)
    setKind(wanted)
    load().then(
      (loaded) => setDialog(() => loaded.default),
      () => {
        setKind(null)
        setMissing(true)
      },
    )
  }, [])
  const close = useCallback(() => setKind(null), [])
  const finish = useCallback((action: FlowActionView) => {
    setAsked(action)
    setKind(null)
  }, [])
  // Once the dialog is gone, which until then takes the focus back.
  useEffect(() => {
    if (kind !== null || !(opener.current instanceof HTMLElement)) return
    const place = opener.current.isConnected ? opener.current : document.getElementById(HEADLINE)
    place?.focus({ preventScroll: true })
    opener.current = null
  }, [kind])

  const news = asked === null ? null : (actions.find(({ id }) => id === asked.id) ?? asked)
  let dialog: ReactNode = null
  if (isMissing) dialog = <Bad>{t('acts.notLoaded')}</Bad>
  else if (kind !== null && Dialog !== null)
    dialog = <Dialog key={kind} kind={kind} subject={subject} onClose={close} onDone={finish} />
  return { open, preload, asked: news, tell: setAsked, dialog }
}
