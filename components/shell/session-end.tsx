'use client'

import { Clock3 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { useNow } from '@/components/clock'
import { leave } from '@/components/shell/leave'
import { Button } from '@/components/ui/button'
import { signInPath } from '@/lib/shared/way-back'

const MINUTE_MS = 60_000
const WARN_MS = 5 * MINUTE_MS
const GRAIN_MS = 10_000

/** Sessions end when EnOS's do, whatever a person is doing: they are told five minutes before. */
export function SessionEnd({ endsAt }: { endsAt: number }): ReactNode {
  const t = useTranslations()
  const left = endsAt - useNow(GRAIN_MS)
  const [isLeaving, setLeaving] = useState(false)
  if (left > WARN_MS) return null

  async function signInAgain(): Promise<void> {
    setLeaving(true)
    const here = `${window.location.pathname}${window.location.search}`
    await leave(signInPath(here)).catch(() => setLeaving(false))
  }

  return (
    <div className="border-b bg-waiting/10">
      <div className="mx-auto flex max-w-[1360px] flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2 sm:px-6">
        <p role="status" className="flex min-w-0 flex-1 basis-52 items-center gap-2">
          <Clock3 aria-hidden className="size-4 shrink-0 text-waiting" />
          {left > 0
            ? t('shell.sessionEnds', { minutes: Math.ceil(left / MINUTE_MS) })
            : t('problems.signed_out')}
        </p>
        <Button size="small" disabled={isLeaving} onClick={signInAgain}>
          {t('shell.signInAgain')}
        </Button>
      </div>
    </div>
  )
}
