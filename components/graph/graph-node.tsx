import { Workflow } from 'lucide-react'
import { memo, type ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import type { GraphNode } from '@/components/graph/arrange'
import { nodeLook, nodeName, nodePath, nodeState } from '@/components/graph/node-words'
import { shortName } from '@/components/graph/short-name'
import { TONE_COLOURS } from '@/components/graph/tones'

type Props = { node: GraphNode; flowInstId: string; isTabStop: boolean }

/** A task, or a workflow that is waited for: state by icon and word, and the way to its page. */
function NodeFace(props: Props): ReactNode {
  const t = useTranslations()
  const { node } = props
  const { icon: Icon, motion } = nodeLook(node)
  const state = nodeState(t, node)
  const isReference = node.kind === 'reference'
  return (
    <Frame {...props}>
      <Icon aria-hidden className={`graph-icon size-4 shrink-0 ${motion ?? ''}`} />
      <span className="graph-words">
        <bdi className="graph-name">{shortName(nodeName(node))}</bdi>
        <span className="graph-state">{isReference ? `${state} · ${t('graph.workflow')}` : state}</span>
      </span>
      {isReference ? <Workflow aria-hidden className="graph-kind size-3.5 shrink-0" /> : null}
    </Frame>
  )
}

/** The same from afar, where no name can be read: the shape of its state. */
function NodeFarFace(props: Props): ReactNode {
  const { icon: Icon } = nodeLook(props.node)
  return (
    <Frame {...props}>
      <Icon aria-hidden className="graph-icon shrink-0" />
    </Frame>
  )
}

// Links by hand, as the drawing opens them for all: a Link each would cost more than the rest of a node.
function Frame({ node, flowInstId, isTabStop, children }: Props & { children: ReactNode }): ReactNode {
  const t = useTranslations()
  const path = nodePath(node, flowInstId)
  const isReference = node.kind === 'reference'
  const look = isReference ? 'graph-face graph-reference' : 'graph-face'
  const style = { color: TONE_COLOURS[nodeLook(node).tone] }
  const name = nodeName(node)
  const title = [name, ...(isReference ? [t('graph.workflow')] : []), nodeState(t, node)].join(' · ')
  if (path === null) {
    return (
      <div className={look} style={style} title={title}>
        {children}
      </div>
    )
  }
  return (
    <a
      href={path}
      draggable={false}
      title={title}
      aria-label={shortName(name) === name ? undefined : title}
      tabIndex={isTabStop ? undefined : -1}
      className={`${look} graph-link`}
      style={style}
    >
      {children}
    </a>
  )
}

function isSameNode(one: GraphNode, other: GraphNode): boolean {
  return one.kind === 'task' && other.kind === 'task'
    ? one.task === other.task
    : one.kind === 'reference' && other.kind === 'reference' && one.reference === other.reference
}

function isSame(one: Props, other: Props): boolean {
  return (
    isSameNode(one.node, other.node) &&
    one.flowInstId === other.flowInstId &&
    one.isTabStop === other.isTabStop
  )
}

/** Drawn again only when what it shows has changed: a refresh brings hundreds of nodes, and one new state. */
export const Face = memo(NodeFace, isSame)
export const FarFace = memo(NodeFarFace, isSame)
