'use client'

import { Eye, EyeOff, LoaderCircle } from 'lucide-react'
import { type ReactNode, useActionState, useEffect, useId, useRef, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { askToSignIn, type SignInFailure, toFailure } from '@/components/sign-in/ask-to-sign-in'
import { Button } from '@/components/ui/button'
import { inputLook } from '@/components/ui/field'

type Attempt = { count: number; username: string; failure: SignInFailure | null; leaving: boolean }
type Props = { next: string; initialError: string | null }

function messageKey(failure: SignInFailure) {
  switch (failure) {
    case 'username_missing':
      return 'signIn.usernameMissing' as const
    case 'password_missing':
      return 'signIn.passwordMissing' as const
    case 'no_connection':
      return 'signIn.noConnection' as const
    default:
      return `signInErrors.${failure}` as const
  }
}

export function SignInForm({ next, initialError }: Props): ReactNode {
  const t = useTranslations()
  const id = useId()
  const username = useRef<HTMLInputElement>(null)
  const password = useRef<HTMLInputElement>(null)
  const [isShown, setShown] = useState(false)
  const [attempt, submit, isPending] = useActionState(
    async (before: Attempt, form: FormData): Promise<Attempt> => {
      const typed = {
        username: String(form.get('username') ?? '').trim(),
        password: String(form.get('password') ?? ''),
      }
      const failure = await askToSignIn({ ...typed, next })
      // A full load, so that nothing rendered for nobody stays around.
      if (failure === null) window.location.assign(next)
      return { count: before.count + 1, username: typed.username, failure, leaving: failure === null }
    },
    {
      count: 0,
      username: '',
      failure: initialError === null ? null : toFailure(initialError),
      leaving: false,
    },
  )
  const { count, failure, leaving } = attempt
  const isBusy = isPending || leaving

  useEffect(() => {
    const field = count === 0 || failure === 'username_missing' ? username.current : password.current
    if (!leaving) field?.focus()
  }, [count, failure, leaving])

  const describedBy = failure === null ? undefined : `${id}-error`
  return (
    <form action={submit} noValidate className="flex flex-col gap-4">
      <div className="flex flex-col gap-1.5">
        <label htmlFor={`${id}-username`} className="font-medium text-table">
          {t('signIn.username')}
        </label>
        <input
          ref={username}
          id={`${id}-username`}
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          defaultValue={attempt.username}
          aria-describedby={describedBy}
          aria-invalid={failure === 'username_missing' || failure === 'wrong_password' || undefined}
          className={inputLook({ size: 'large' })}
        />
      </div>
      <div className="flex flex-col gap-1.5">
        <label htmlFor={`${id}-password`} className="font-medium text-table">
          {t('signIn.password')}
        </label>
        <div className="relative">
          <input
            ref={password}
            id={`${id}-password`}
            name="password"
            type={isShown ? 'text' : 'password'}
            autoComplete="current-password"
            aria-describedby={describedBy}
            aria-invalid={failure === 'password_missing' || failure === 'wrong_password' || undefined}
            className={inputLook({ size: 'large', className: 'w-full pr-10' })}
          />
          <Button
            tone="quiet"
            size="icon"
            className="absolute top-1 right-1"
            aria-pressed={isShown}
            aria-label={isShown ? t('signIn.hidePassword') : t('signIn.showPassword')}
            onClick={() => setShown(!isShown)}
          >
            {isShown ? <EyeOff aria-hidden className="size-4" /> : <Eye aria-hidden className="size-4" />}
          </Button>
        </div>
      </div>
      <p role="alert" id={`${id}-error`} className="text-failed text-table empty:hidden">
        {failure === null || isBusy ? null : t(messageKey(failure))}
      </p>
      <Button type="submit" tone="accent" size="large" disabled={isBusy}>
        {isBusy ? <LoaderCircle aria-hidden className="turning size-4" /> : null}
        {isBusy ? t('signIn.pending') : t('signIn.submit')}
      </Button>
    </form>
  )
}
