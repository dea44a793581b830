import { LoaderCircle, ShieldAlert, ShieldCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { placeSentence } from '@/components/history/place-words'
import { ProblemError } from '@/components/problem-error'
import { CopyButton } from '@/components/ui/copy-button'
import { type Head, type Verification, writeHead } from '@/lib/shared/verification'

const HASH_SHOWN = 12

type Props = {
  check: { isPending: boolean; data: Verification | undefined; error: Error | null }
  /** How far it has come, once that is worth telling. */
  share: number | null
}

/** What the check says: still running, as it was written, broken, or not done. Room for two lines is kept. */
export function VerifyResult({ check, share }: Props): ReactNode {
  const t = useTranslations()
  const { isPending, data, error } = check
  const isBroken = !isPending && data?.ok === false
  return (
    <div className="min-h-28 pt-2">
      <div role="status">
        {isPending ? <Running share={share} /> : null}
        {!isPending && data?.ok ? <Intact verification={data} /> : null}
      </div>
      <div role="alert">
        {isBroken ? (
          <div className="flex gap-2">
            <ShieldAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-failed" />
            <div className="flex min-w-0 flex-col gap-1.5">
              <p className="font-medium text-failed">{t('verify.brokenTitle')}</p>
              <p className="break-words">{placeSentence(t, data.place)}</p>
              <p className="text-muted text-table">{t('verify.brokenAdvice')}</p>
            </div>
          </div>
        ) : null}
        {!isPending && error ? (
          <p className="text-failed">
            {error instanceof ProblemError && error.problem?.code === 'signed_out'
              ? t('problems.signed_out')
              : t('verify.failed')}
          </p>
        ) : null}
      </div>
    </div>
  )
}

function Running({ share }: { share: number | null }): ReactNode {
  const t = useTranslations()
  return (
    <p className="flex gap-2 text-muted">
      <LoaderCircle aria-hidden className="turning mt-0.5 size-4 shrink-0" />
      {share === null ? t('verify.running') : t('verify.runningShare', { percent: Math.floor(share * 100) })}
    </p>
  )
}

function Intact({ verification }: { verification: Extract<Verification, { ok: true }> }): ReactNode {
  const t = useTranslations()
  const { head, against } = verification
  if (head.n === 0) return <p className="text-muted">{t('verify.nothing')}</p>
  return (
    <div className="flex gap-2">
      <ShieldCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-succeeded" />
      <div className="flex min-w-0 flex-col gap-1.5">
        <p>{t(`verify.${against}`, { n: head.n })}</p>
        <NewestEvent head={head} />
        <p className="text-muted text-table">{t('verify.keepAdvice')}</p>
      </div>
    </div>
  )
}

function NewestEvent({ head }: { head: Head }): ReactNode {
  const t = useTranslations()
  const whole = writeHead(head)
  return (
    <p className="flex items-center gap-1.5 text-table">
      <span className="whitespace-nowrap text-muted">{t('verify.headLabel')}</span>
      <span title={whole} className="truncate font-mono text-meta">
        {head.n}:{head.hash.slice(0, HASH_SHOWN)}…
      </span>
      <CopyButton text={whole} label={t('verify.copyHead')} />
    </p>
  )
}
