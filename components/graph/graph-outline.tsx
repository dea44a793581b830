import { Workflow } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import type { Arrangement, GraphNode } from '@/components/graph/arrange'
import { nodeLook, nodeName, nodePath, nodeState } from '@/components/graph/node-words'
import type { Translate } from '@/components/translate'
import { Badge } from '@/components/ui/badge'

type Props = { arrangement: Arrangement; flowInstId: string; t: Translate }

const MOST_NAMED = 6

/** The graph as a list: step by step what can run at the same time, and what each waits for. */
export function GraphOutline({ arrangement: { nodes }, flowInstId, t }: Props): ReactNode {
  const names = new Map(nodes.map((node) => [node.key, nodeName(node)]))
  return (
    <ol className="overflow-clip rounded-lg border bg-surface">
      {byLevel(nodes).map((step, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a step is its number.
        <li key={index} className="border-t first:border-t-0 sm:grid sm:grid-cols-[7rem_minmax(0,1fr)]">
          <p className="bg-raised px-3 py-2 font-medium text-muted text-table sm:px-4">
            {t('graph.step', { step: index + 1 })}
          </p>
          <ul className="min-w-0">
            {step.map((node) => (
              <Line key={node.key} node={node} names={names} flowInstId={flowInstId} t={t} />
            ))}
          </ul>
        </li>
      ))}
    </ol>
  )
}

type LineProps = { node: GraphNode; names: ReadonlyMap<string, string>; flowInstId: string; t: Translate }

function Line({ node, names, flowInstId, t }: LineProps): ReactNode {
  const path = nodePath(node, flowInstId)
  const name = <bdi className="break-words font-medium">{nodeName(node)}</bdi>
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t px-3 py-1.5 text-table first:border-t-0 max-sm:first:border-t sm:px-4">
      <span className="flex min-w-0 items-center gap-1.5">
        {node.kind === 'task' ? null : <Workflow aria-hidden className="size-3.5 shrink-0 text-muted" />}
        {path === null ? (
          name
        ) : (
          <Link
            href={path}
            prefetch={false}
            className="inline-flex min-h-6 min-w-0 items-center underline-offset-2 hover:underline"
          >
            {name}
          </Link>
        )}
        {node.kind === 'task' ? null : <span className="text-muted">{t('graph.workflow')}</span>}
      </span>
      <Badge {...nodeLook(node)}>{nodeState(t, node)}</Badge>
      {node.after.length === 0 ? null : (
        <span className="min-w-0 break-words text-muted">{afterWords(t, node.after, names)}</span>
      )}
    </li>
  )
}

function afterWords(t: Translate, after: readonly string[], names: ReadonlyMap<string, string>): string {
  const named = after.slice(0, MOST_NAMED).map((key) => names.get(key) ?? key)
  const more = after.length - named.length
  const list = named.join(t('graph.and'))
  return more === 0 ? t('graph.after', { names: list }) : t('graph.afterMore', { names: list, count: more })
}

function byLevel(nodes: readonly GraphNode[]): GraphNode[][] {
  const levels: GraphNode[][] = []
  for (const node of nodes) {
    levels[node.level] ??= []
    levels[node.level]?.push(node)
  }
  return levels.filter((level) => level !== undefined)
}
