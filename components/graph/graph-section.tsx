'use client'

import { type ReactNode, useMemo } from 'react'
import { useTranslations } from 'use-intl/react'
import { arrange } from '@/components/graph/arrange'
import { GraphFrame } from '@/components/graph/graph-frame'
import { GraphOutline } from '@/components/graph/graph-outline'
import { type GraphView, useGraphView } from '@/components/graph/use-graph-view'
import { Hint } from '@/components/ui/callout'
import type { InstanceGraph } from '@/lib/shared/instance-detail'

type Props = {
  /** Null: EnOS sent none that can be read. */
  graph: InstanceGraph | null
  flowInstId: string
}

/** The tasks of an instance and the workflows that it waits for: drawn, or as a list. */
export function GraphSection({ graph, flowInstId }: Props): ReactNode {
  const t = useTranslations()
  const [view, choose] = useGraphView()
  const arrangement = useMemo(() => (graph === null ? null : arrange(graph)), [graph])
  const isTooBig =
    arrangement !== null && (arrangement.nodes.length > MOST.nodes || arrangement.edges.length > MOST.edges)
  return (
    <section aria-labelledby="graph" className="flex min-w-0 flex-col gap-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 id="graph" className="font-semibold text-title">
          {t('graph.title')}
        </h2>
        {arrangement === null || arrangement.nodes.length === 0 || isTooBig ? null : (
          <ViewChoice view={view} onChoose={choose} />
        )}
      </div>
      {arrangement === null ? (
        <Hint>{t('graph.unreadable')}</Hint>
      ) : arrangement.nodes.length === 0 ? (
        <Hint>{t('graph.empty')}</Hint>
      ) : (
        <>
          {arrangement.hasLoop ? <Hint>{t('graph.loop')}</Hint> : null}
          {arrangement.strayEdges > 0 ? (
            <Hint>{t('graph.stray', { count: arrangement.strayEdges })}</Hint>
          ) : null}
          {isTooBig ? (
            <Hint>
              {t('graph.tooBig', { nodes: arrangement.nodes.length, links: arrangement.edges.length })}
            </Hint>
          ) : null}
          {isTooBig && view === null ? null : isTooBig || view === 'outline' ? (
            // It asks how wide the window is, which the server does not know.
            <GraphOutline arrangement={arrangement} flowInstId={flowInstId} t={t} />
          ) : (
            <GraphFrame
              arrangement={arrangement}
              flowInstId={flowInstId}
              isShown={view === 'graph'}
              onOutline={() => choose('outline')}
            />
          )}
        </>
      )}
    </section>
  )
}

/** Above this a drawing takes longer than anybody waits, and nobody could follow its lines. */
const MOST = { nodes: 1000, edges: 2000 }

const VIEWS = ['graph', 'outline'] as const

function ViewChoice({
  view,
  onChoose,
}: {
  view: GraphView | null
  onChoose: (view: GraphView) => void
}): ReactNode {
  const t = useTranslations()
  return (
    <fieldset className="flex rounded-md border bg-surface p-0.5">
      <legend className="sr-only">{t('graph.view')}</legend>
      {VIEWS.map((one) => (
        <button
          key={one}
          type="button"
          aria-pressed={view === one}
          onClick={() => onChoose(one)}
          className="min-h-6 rounded border border-transparent px-2.5 text-muted text-table hover:text-text aria-pressed:bg-raised aria-pressed:font-medium aria-pressed:text-text"
        >
          {t(`graph.as.${one}`)}
        </button>
      ))}
    </fieldset>
  )
}
