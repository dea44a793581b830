'use client'

import { Eye, EyeOff } from 'lucide-react'
import { type ReactNode, type RefObject, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { Button } from '@/components/ui/button'
import { inputLook } from '@/components/ui/field'

type Props = {
  id: string
  describedBy: string
  isWrong: boolean
  ref: RefObject<HTMLInputElement | null>
}

export function PasswordField({ id, describedBy, isWrong, ref }: Props): ReactNode {
  const t = useTranslations()
  const [isShown, setShown] = useState(false)
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="font-medium text-table">
        {t('signIn.password')}
      </label>
      <div className="relative">
        <input
          ref={ref}
          id={id}
          name="password"
          type={isShown ? 'text' : 'password'}
          autoComplete="current-password"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          aria-describedby={describedBy}
          aria-invalid={isWrong || undefined}
          className={inputLook({ size: 'large', className: 'w-full pr-10' })}
        />
        <Button
          tone="quiet"
          size="icon"
          className="absolute top-1 right-1"
          aria-label={t(isShown ? 'signIn.hidePassword' : 'signIn.showPassword')}
          onClick={() => setShown(!isShown)}
        >
          {isShown ? <EyeOff aria-hidden className="size-4" /> : <Eye aria-hidden className="size-4" />}
        </Button>
      </div>
    </div>
  )
}
