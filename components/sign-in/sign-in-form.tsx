'use client'

import { LoaderCircle } from 'lucide-react'
import { type ReactNode, useActionState, useEffect, useId, useRef } from 'react'
import { useTranslations } from 'use-intl/react'
import { tellOtherTabs } from '@/components/shell/session-channel'
import { askToSignIn, type SignInFailure } from '@/components/sign-in/ask-to-sign-in'
import { failureWords, isPasswordWrong } from '@/components/sign-in/failure-words'
import { PasswordField } from '@/components/sign-in/password-field'
import { SignInMessage } from '@/components/sign-in/sign-in-message'
import { Button } from '@/components/ui/button'
import { inputLook } from '@/components/ui/field'
import { readRefusal } from '@/lib/shared/sign-in'

type Attempt = { count: number; username: string; failure: SignInFailure | null; leaving: boolean }
type Props = { next: string; initialError: string | null }

export function SignInForm({ next, initialError }: Props): ReactNode {
  const t = useTranslations()
  const id = useId()
  const username = useRef<HTMLInputElement>(null)
  const password = useRef<HTMLInputElement>(null)
  const [attempt, submit, isPending] = useActionState(
    async (before: Attempt, form: FormData): Promise<Attempt> => {
      const typed = {
        username: String(form.get('username') ?? '').trim(),
        password: String(form.get('password') ?? ''),
      }
      const failure = await askToSignIn({ ...typed, next })
      // A full load, so that nothing rendered for nobody stays around.
      if (failure === null) {
        tellOtherTabs()
        window.location.assign(next)
      }
      return { count: before.count + 1, username: typed.username, failure, leaving: failure === null }
    },
    {
      count: 0,
      username: '',
      failure: initialError === null ? null : readRefusal(initialError),
      leaving: false,
    },
  )
  const { count, failure, leaving } = attempt
  const isBusy = isPending || leaving

  useEffect(() => {
    const field = count === 0 || failure?.problem === 'username_missing' ? username.current : password.current
    // Who types already, before the scripts of the page were there, goes on where they are.
    if (leaving || (count === 0 && document.activeElement === password.current)) return
    field?.focus()
  }, [count, failure, leaving])

  const isNameWrong = failure?.problem === 'username_missing' || failure?.problem === 'wrong_password'
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
          aria-describedby={`${id}-message`}
          aria-invalid={isNameWrong || undefined}
          className={inputLook({ size: 'large' })}
        />
      </div>
      <PasswordField
        ref={password}
        id={`${id}-password`}
        describedBy={`${id}-message`}
        isWrong={isPasswordWrong(failure)}
      />
      <SignInMessage id={`${id}-message`} failure={failure} words={failureWords} isBusy={isBusy} />
      <Button type="submit" tone="accent" size="large" disabled={isBusy}>
        {isBusy ? <LoaderCircle aria-hidden className="turning size-4" /> : null}
        {isBusy ? t('signIn.pending') : t('signIn.submit')}
      </Button>
    </form>
  )
}
