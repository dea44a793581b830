'use client'

import { usePathname, useSearchParams } from 'next/navigation'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { type ButtonLook, buttonLook } from '@/components/ui/button'
import { signInPath } from '@/lib/shared/way-back'

/** The way back to this very view. A full load: what the browser still holds belongs to the session that ended. */
export function SignInAgain({ className, ...look }: ButtonLook & { className?: string }): ReactNode {
  const t = useTranslations()
  const path = usePathname()
  const search = useSearchParams().toString()
  const here = search === '' ? path : `${path}?${search}`
  return (
    <a className={buttonLook({ ...look, className })} href={signInPath(here)}>
      {t('shell.signInAgain')}
    </a>
  )
}
