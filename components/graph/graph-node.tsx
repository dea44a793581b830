import { Workflow } from 'lucide-react'
import Link from 'next/link'
import { memo, type ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import type { GraphNode } from '@/components/graph/arrange'
import { nodeLook, nodeName, nodePath, nodeState } from '@/components/graph/node-words'
import { TONE_COLOURS } from '@/components/graph/tones'

type Props = { node: GraphNode; flowInstId: string; isCompact: boolean; isTabStop: boolean }

/** A task, or a workflow that is waited for: state by icon and word, and the way to its page. */
function NodeFace({ node, flowInstId, isCompact, isTabStop }: Props): ReactNode {
  const t = useTranslations()
  const path = nodePath(node, flowInstId)
  const { tone, icon: Icon, motion } = nodeLook(node)
  const [name, state] = [nodeName(node), nodeState(t, node)]
  const isReference = node.kind === 'reference'
  const kind = isReference ? t('graph.workflow') : null
  const look = isReference ? 'graph-face graph-reference' : 'graph-face'
  const style = { color: TONE_COLOURS[tone] }
  const inside = (
    <>
      <Icon aria-hidden className={`graph-icon size-4 shrink-0 ${motion ?? ''}`} />
      <span className="graph-words">
        <bdi className="graph-name">{name}</bdi>
        <span className={isCompact ? 'sr-only' : 'graph-state'}>
          {kind === null ? state : `${kind} · ${state}`}
        </span>
      </span>
      {isReference ? <Workflow aria-hidden className="graph-kind size-3.5 shrink-0" /> : null}
    </>
  )
  const title = [name, kind, state].filter((part) => part !== null).join(' · ')
  if (path === null) {
    return (
      <div className={look} style={style} title={title}>
        {inside}
      </div>
    )
  }
  return (
    <Link
      href={path}
      prefetch={false}
      draggable={false}
      title={title}
      tabIndex={isTabStop ? undefined : -1}
      className={`${look} graph-link`}
      style={style}
    >
      {inside}
    </Link>
  )
}

function isSameNode(one: GraphNode, other: GraphNode): boolean {
  return one.kind === 'task' && other.kind === 'task'
    ? one.task === other.task
    : one.kind === 'reference' && other.kind === 'reference' && one.reference === other.reference
}

/** Drawn again only when what it shows has changed: a refresh brings hundreds of nodes, and one new state. */
export const Face = memo(
  NodeFace,
  (one, other) =>
    isSameNode(one.node, other.node) &&
    one.flowInstId === other.flowInstId &&
    one.isCompact === other.isCompact &&
    one.isTabStop === other.isTabStop,
)
