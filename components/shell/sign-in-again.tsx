'use client'

import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslations } from 'use-intl/react'
import { preloadSignIn, signInAgain } from '@/components/shell/sign-in-door'
import { Button, type ButtonLook } from '@/components/ui/button'

/** For whoever is told that their session has ended, or soon will. */
export function SignInAgain({ className, ...look }: ButtonLook & { className?: string }): ReactNode {
  const t = useTranslations()
  const before = useRef<Element | null>(null)
  useEffect(preloadSignIn, [])
  return (
    <Button
      {...look}
      className={className}
      onFocus={(event) => {
        before.current = event.relatedTarget
      }}
      onClick={() => signInAgain(before.current)}
    >
      {t('shell.signInAgain')}
    </Button>
  )
}
