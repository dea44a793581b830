'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Clock3 } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { openCancellationsQuery } from '@/components/cancellations/open-query'
import { useNow } from '@/components/clock'
import { ProblemError } from '@/components/problem-error'
import { SignInAgain } from '@/components/shell/sign-in-again'

const MINUTE_MS = 60_000
const WARN_MS = 5 * MINUTE_MS
/** The clock is read this coarsely, and rounded down: what is left may be less by as much. */
const GRAIN_MS = 10_000

/** How long the session still lives (ms), as the last answer told it; null while there is nothing to say of it. */
function useTimeLeft(): number | null {
  const { data, error } = useQuery(openCancellationsQuery(useQueryClient()))
  const left = (data?.asker.endsAt ?? Number.POSITIVE_INFINITY) - useNow(GRAIN_MS)
  if (left > WARN_MS) return null
  const isOver = error instanceof ProblemError && error.problem?.code === 'signed_out'
  return isOver ? 0 : left
}

function Left({ ms, kept }: { ms: number; kept?: string }): ReactNode {
  const t = useTranslations()
  return (
    <p role="status" className="flex min-w-0 flex-1 basis-52 items-center gap-2">
      <Clock3 aria-hidden className="size-4 shrink-0 text-waiting" />
      <span>
        {ms > 0
          ? t('shell.sessionEnds', { minutes: Math.max(1, Math.ceil((ms - GRAIN_MS) / MINUTE_MS)) })
          : t('problems.signed_out')}
        {ms > 0 || kept === undefined ? null : <span className="block">{kept}</span>}
      </span>
    </p>
  )
}

/** Sessions end when EnOS's do, whatever a person is doing: they are told five minutes before. */
export function SessionEnd(): ReactNode {
  const left = useTimeLeft()
  if (left === null) return null
  return (
    <div data-session-end className="over flex flex-wrap items-center gap-x-4 gap-y-2">
      <Left ms={left} />
      <SignInAgain size="small" />
    </div>
  )
}

/** The same within a dialog, which covers the page; `kept`: what becomes of what was entered there. */
export function SessionEndHere({ kept }: { kept?: string | undefined }): ReactNode {
  const left = useTimeLeft()
  if (left === null) return null
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-md border border-waiting/40 bg-waiting/10 px-3 py-2 text-table">
      <Left ms={left} {...(kept === undefined ? {} : { kept })} />
      <SignInAgain size="small" />
    </div>
  )
}
