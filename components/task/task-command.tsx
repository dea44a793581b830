import { useQuery } from '@tanstack/react-query'
import { ChevronDown, ChevronRight } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { ProblemError } from '@/components/problem-error'
import { problemSentence } from '@/components/problem-words'
import { commandQuery, type TaskId } from '@/components/task/task-query'
import { Button } from '@/components/ui/button'
import { Bad } from '@/components/ui/callout'
import { CopyButton } from '@/components/ui/copy-button'

/** The command line may hold secrets: it is not even fetched before somebody asks to see it. */
export function TaskCommand({ id }: { id: TaskId }): ReactNode {
  const t = useTranslations()
  const [isShown, setShown] = useState(false)
  const Icon = isShown ? ChevronDown : ChevronRight
  return (
    <section className="flex flex-col items-start gap-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Button
          tone="quiet"
          size="small"
          className="-ms-2.5"
          aria-expanded={isShown}
          onClick={() => setShown(!isShown)}
        >
          <Icon aria-hidden className="size-4" />
          {t('task.command')}
        </Button>
        {isShown ? null : <p className="text-muted text-table">{t('task.commandFolded')}</p>}
      </div>
      {isShown ? <Command id={id} /> : null}
    </section>
  )
}

function Command({ id }: { id: TaskId }): ReactNode {
  const t = useTranslations()
  const { data, error, refetch } = useQuery(commandQuery(id))
  if (error !== null) {
    const problem = error instanceof ProblemError ? error.problem : null
    return (
      <div role="alert" className="flex flex-wrap items-center gap-3">
        <Bad>{problem === null ? t('instances.noConnection') : problemSentence(t, problem)}</Bad>
        <Button size="small" onClick={() => void refetch()}>
          {t('common.retry')}
        </Button>
      </div>
    )
  }
  if (data === undefined) return <span className="breathing h-9 w-full rounded-lg bg-line" aria-busy="true" />
  if (data === null) return <p className="text-muted text-table">{t('task.noCommand')}</p>
  return (
    <div className="flex w-full items-start gap-1 rounded-lg border bg-surface py-2 ps-3 pe-2">
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it is scrolled by keys.
        tabIndex={0}
        className="max-h-60 min-w-0 flex-1 overflow-auto whitespace-pre-wrap break-all font-mono text-meta [font-variant-ligatures:none]"
      >
        {data}
      </pre>
      <CopyButton text={data} label={t('task.copyCommand')} />
    </div>
  )
}
