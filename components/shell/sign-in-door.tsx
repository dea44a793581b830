'use client'

import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { type ComponentType, type ReactNode, useEffect, useState } from 'react'
import { useEarlyPress } from '@/components/shell/early-press'
import { keepDraftsOf } from '@/components/shell/forget-drafts'
import { onNewSession, tellOtherTabs } from '@/components/shell/session-channel'
import { cancellationKeys } from '@/lib/shared/keys/cancellations'
import { signInPath } from '@/lib/shared/way-back'

export type SignInDialogProps = {
  username: string
  onClose: () => void
  /** Resolves once the page knows of the new session. */
  onSignedIn: () => Promise<void>
  onGone: () => void
}

const load = () => import('@/components/sign-in/sign-in-dialog')

let open: (() => Promise<void>) | null = null
let backTo: (Element | null)[] = []

export function preloadSignIn(): void {
  load().catch(() => undefined)
}

/**
 * Offers to sign in again over whatever is on the page, which stays as it is. Where that cannot be loaded, leaves for
 * the sign-in page, which leads back. `before`: where the keyboard was, for when the button that was used has gone.
 */
export async function signInAgain(before: Element | null = null): Promise<void> {
  backTo = [document.activeElement, before]
  const here = `${window.location.pathname}${window.location.search}`
  const opening = open === null ? Promise.reject(new Error('no door')) : open()
  await opening.catch(() => window.location.assign(signInPath(here)))
}

/** Asks whose session it is before anything else: everything shown belongs to one person (see open-query). */
async function catchUp(client: QueryClient): Promise<void> {
  await client.refetchQueries({ queryKey: cancellationKeys.open() })
  void client.invalidateQueries()
}

/** One for all buttons that lead to it, so that none takes the dialog along when it goes. */
export function SignInDoor({ username, person }: { username: string; person: string }): ReactNode {
  const client = useQueryClient()
  const [Dialog, setDialog] = useState<ComponentType<SignInDialogProps> | null>(null)
  const [isOpen, setOpen] = useState(false)

  useEffect(() => {
    open = async () => {
      const loaded = await load()
      setDialog(() => loaded.default)
      setOpen(true)
    }
    const stop = onNewSession(() => void catchUp(client))
    return () => {
      open = null
      stop()
    }
  }, [client])

  useEffect(() => keepDraftsOf(person), [person])

  // Here, as the door has to be there for whoever pressed a button that leads to it.
  useEarlyPress('shell')

  async function onSignedIn(): Promise<void> {
    tellOtherTabs()
    await catchUp(client)
    setOpen(false)
  }

  if (Dialog === null || !isOpen) return null
  return (
    <Dialog username={username} onClose={() => setOpen(false)} onSignedIn={onSignedIn} onGone={focusBack} />
  )
}

/** To where the keyboard was; the button is gone with its reason once somebody has signed in. */
function focusBack(): void {
  const places = [...backTo, document.querySelector('[role=alertdialog]'), document.getElementById('content')]
  const place = places.find((one) => one instanceof HTMLElement && one.isConnected && one !== document.body)
  if (place instanceof HTMLElement) place.focus({ preventScroll: true })
}
