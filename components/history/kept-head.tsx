import { type FormEvent, type ReactNode, useId, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { Button } from '@/components/ui/button'
import { inputLook } from '@/components/ui/field'
import { parseHead } from '@/lib/shared/verification'

type Props = { isBusy: boolean; onCheck: (head: string) => void }

/** Where a head that was kept elsewhere is pasted, to check against. */
export function KeptHead({ isBusy, onCheck }: Props): ReactNode {
  const t = useTranslations()
  const id = useId()
  const [text, setText] = useState('')
  const [isWrong, setWrong] = useState(false)

  function submit(event: FormEvent): void {
    event.preventDefault()
    const isHead = parseHead(text) !== null
    setWrong(!isHead)
    if (isHead && !isBusy) onCheck(text.trim())
  }

  return (
    <form onSubmit={submit} noValidate className="mt-3 flex flex-col gap-1.5 border-t pt-3">
      <label htmlFor={id} className="text-meta text-muted">
        {t('verify.keptLabel')}
      </label>
      <div className="flex gap-2">
        <input
          id={id}
          value={text}
          onChange={({ target }) => setText(target.value)}
          placeholder={t('verify.keptPlaceholder')}
          autoComplete="off"
          spellCheck={false}
          aria-invalid={isWrong}
          aria-describedby={`${id}-wrong`}
          className={`${inputLook()} flex-1 font-mono`}
        />
        <Button type="submit" aria-disabled={isBusy}>
          {t('verify.check')}
        </Button>
      </div>
      <p id={`${id}-wrong`} role="alert" className="text-failed text-meta empty:hidden">
        {isWrong ? t('verify.keptWrong') : null}
      </p>
    </form>
  )
}
