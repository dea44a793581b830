'use client'

import { LoaderCircle } from 'lucide-react'
import { usePathname } from 'next/navigation'
import { Dialog } from 'radix-ui'
import { type ReactNode, useActionState, useEffect, useId, useRef } from 'react'
import { useTranslations } from 'use-intl/react'
import type { SignInDialogProps } from '@/components/shell/sign-in-door'
import { askToSignIn, type SignInFailure } from '@/components/sign-in/ask-to-sign-in'
import { failureWords, isPasswordWrong } from '@/components/sign-in/failure-words'
import { PasswordField } from '@/components/sign-in/password-field'
import { SignInMessage } from '@/components/sign-in/sign-in-message'
import type { Translate } from '@/components/translate'
import { Button } from '@/components/ui/button'
import { inputLook } from '@/components/ui/field'

type Attempt = { count: number; failure: SignInFailure | null }

/** The name is known here: only the password can be wrong. */
function againWords(t: Translate, failure: SignInFailure): string {
  return failure.problem === 'wrong_password' ? t('signIn.passwordWrong') : failureWords(t, failure)
}

/** Signs the same person in again over the page, which stays as it is. */
export default function SignInDialog({
  username,
  onClose,
  onSignedIn,
  onGone,
}: SignInDialogProps): ReactNode {
  const t = useTranslations()
  const id = useId()
  const next = usePathname()
  const field = useRef<HTMLInputElement>(null)
  const [{ count, failure }, submit, isPending] = useActionState(
    async (before: Attempt, form: FormData): Promise<Attempt> => {
      const password = String(form.get('password') ?? '')
      const failed = await askToSignIn({ username, password, next })
      if (failed === null) await onSignedIn()
      return { count: before.count + 1, failure: failed }
    },
    { count: 0, failure: null },
  )

  useEffect(() => {
    if (count > 0) field.current?.focus()
  }, [count])

  return (
    <Dialog.Root open onOpenChange={(isOpen) => (isOpen || isPending ? undefined : onClose())}>
      <Dialog.Portal>
        <Dialog.Overlay className="appearing fixed inset-0 z-60 bg-scrim" />
        <Dialog.Content
          onOpenAutoFocus={(event) => {
            event.preventDefault()
            field.current?.focus()
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            onGone()
          }}
          // A click beside it must not take a half-typed password away.
          onInteractOutside={(event) => event.preventDefault()}
          className="appearing [--top:max(0.75rem,calc(50dvh-13rem))] fixed top-(--top) left-1/2 z-70 max-h-[calc(100dvh-var(--top)-0.75rem)] w-[min(26rem,calc(100vw-1.5rem))] -translate-x-1/2 overflow-y-auto rounded-xl border bg-surface shadow-2xl outline-none"
        >
          <form
            action={submit}
            // Enter pressed twice is one try.
            onSubmit={(event) => (isPending ? event.preventDefault() : undefined)}
            noValidate
            className="flex flex-col gap-4 p-5"
          >
            <div className="flex flex-col gap-1">
              <Dialog.Title className="font-semibold text-title">{t('signIn.againTitle')}</Dialog.Title>
              <Dialog.Description className="text-muted text-table">
                {t('signIn.againText')}
              </Dialog.Description>
            </div>
            <div className="flex flex-col gap-1.5">
              <label htmlFor={`${id}-username`} className="font-medium text-table">
                {t('signIn.username')}
              </label>
              <input
                id={`${id}-username`}
                name="username"
                autoComplete="username"
                readOnly
                tabIndex={-1}
                value={username}
                className={inputLook({
                  size: 'large',
                  className: 'read-only:bg-raised read-only:text-muted',
                })}
              />
            </div>
            <PasswordField
              ref={field}
              id={`${id}-password`}
              describedBy={`${id}-message`}
              isWrong={isPasswordWrong(failure)}
            />
            <SignInMessage id={`${id}-message`} failure={failure} words={againWords} isBusy={isPending} />
            <div className="flex flex-wrap justify-end gap-2">
              <Dialog.Close asChild>
                <Button size="large" aria-disabled={isPending}>
                  {t('signIn.notNow')}
                </Button>
              </Dialog.Close>
              <Button type="submit" tone="accent" size="large" aria-disabled={isPending}>
                {isPending ? <LoaderCircle aria-hidden className="turning size-4" /> : null}
                {isPending ? t('signIn.pending') : t('signIn.submit')}
              </Button>
            </div>
          </form>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
