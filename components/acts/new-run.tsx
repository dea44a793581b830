import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { nextLookMs } from '@/components/acts/new-run-look'
import { newRunWords } from '@/components/acts/new-run-words'
import { instanceQuery } from '@/components/instance-page/instance-query'
import { instancePath } from '@/lib/shared/addresses'

/** The instance that came of *Run again*, and what it does by its own word; nothing where that cannot be read. */
export function NewRun({ flowInstId }: { flowInstId: string }): ReactNode {
  const t = useTranslations()
  const { data, error } = useQuery({
    ...instanceQuery(flowInstId),
    refetchInterval: ({ state }) => nextLookMs(state),
  })
  return (
    <>
      <Link
        href={instancePath(flowInstId)}
        prefetch={false}
        className="inline-flex min-h-6 items-center font-medium text-accent underline-offset-2 hover:underline"
      >
        {t('acts.newInstance', { id: flowInstId })}
      </Link>
      {data === undefined || error !== null ? null : ` ${newRunWords(t, data.row.status)}`}
    </>
  )
}
