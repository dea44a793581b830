import { type ReactNode, useEffect } from 'react'
import { useTranslations } from 'use-intl/react'
import type { InstanceDetail } from '@/lib/shared/instance-detail'

/** Where there is nothing, nothing leads there. */
type Part = { id: string; name: string; count?: number; isThere?: boolean }

/** Leads to the parts of a page that may be long. */
export function OnThisPage({ detail }: { detail: InstanceDetail }): ReactNode {
  const t = useTranslations()
  useLateTarget()
  const { graph, parameters, cancellations, actions } = detail
  const all: Part[] = [
    { id: 'cancellations', name: t('instance.cancellations'), count: cancellations.length },
    { id: 'acts', name: t('acts.title'), count: actions.length },
    { id: 'graph', name: t('graph.title'), isThere: hasNodes(graph) },
    {
      id: 'tasks',
      name: t('tasks.title'),
      // That they cannot be read is said there.
      ...(graph === null ? { isThere: true } : { count: graph.tasks.length }),
    },
    { id: 'parameters', name: t('instance.parameters'), count: parameters.length },
    { id: 'raw', name: t('instance.raw'), isThere: true },
  ]
  const parts = all.filter(({ count = 0, isThere = count > 0 }) => isThere)
  if (parts.length < 2) return null
  return (
    <nav aria-label={t('instance.onThisPage')} className="-my-1 text-table">
      <ul className="flex flex-wrap gap-x-4">
        {parts.map(({ id, name, count = 0 }) => (
          <li key={id}>
            <a
              href={`#${id}`}
              className="inline-block text-muted leading-7 underline-offset-2 hover:text-text hover:underline"
            >
              {name} {count === 0 ? null : <span className="text-meta tabular-nums">{count}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

export function hasNodes(graph: InstanceDetail['graph']): boolean {
  return graph !== null && graph.tasks.length + graph.references.length > 0
}

/** A link to a part of the page leads there also where the page came after the address. */
function useLateTarget(): void {
  useEffect(() => {
    const id = window.location.hash.slice(1)
    if (id !== '' && window.scrollY === 0) document.getElementById(id)?.scrollIntoView()
  }, [])
}
