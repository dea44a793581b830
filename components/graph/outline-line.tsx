import { Workflow } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import type { GraphNode } from '@/components/graph/arrange'
import { nodeLook, nodeName, nodePath, nodeState } from '@/components/graph/node-words'
import { waitsFor } from '@/components/graph/outline-groups'
import { StateIcon } from '@/components/graph/state-icon'
import { TONE_COLOURS } from '@/components/graph/tones'
import type { Translate } from '@/components/translate'

const MOST_NAMED = 4
const MOST_SPOKEN = 50

type Props = {
  node: GraphNode
  /** The one that stands above it in a row of steps, which says by itself what it comes after. */
  before: GraphNode | null
  known: ReadonlyMap<string, GraphNode>
  flowInstId: string
  t: Translate
}

/** One node of the outline: its state, its name, and what it waits for, or came after. */
export function OutlineLine({ node, before, known, flowInstId, t }: Props): ReactNode {
  const path = nodePath(node, flowInstId)
  const look = nodeLook(node)
  const name = <bdi className="break-words">{nodeName(node)}</bdi>
  const waits = waitsFor(node, known)
  const isSaid = before !== null && node.after.length === 1 && node.after[0] === before.key
  return (
    <li className="flex flex-wrap items-center gap-x-2 px-3 py-0.5">
      <span className="flex min-w-0 items-center gap-1.5">
        <StateIcon look={look} />
        {path === null ? (
          <span className="inline-flex min-h-6 min-w-0 items-center">{name}</span>
        ) : (
          <Link
            href={path}
            prefetch={false}
            className="inline-flex min-h-6 min-w-0 items-center underline-offset-2 hover:underline"
          >
            {name}
          </Link>
        )}
        <span className="shrink-0" style={{ color: TONE_COLOURS[look.tone] }}>
          {nodeState(t, node)}
        </span>
        {node.kind === 'task' ? null : (
          <span className="flex items-center gap-1 text-muted">
            <Workflow aria-hidden className="size-3.5 shrink-0" />
            {t('graph.workflow')}
          </span>
        )}
      </span>
      {isSaid ? null : waits.length > 0 ? (
        <Names keys={waits} words="graph.waitsFor" known={known} t={t} />
      ) : node.after.length === 0 ? null : (
        <Names keys={node.after} words="graph.after" known={known} t={t} />
      )}
    </li>
  )
}

type NamesProps = Pick<Props, 'known' | 't'> & {
  keys: readonly string[]
  words: 'graph.waitsFor' | 'graph.after'
}

/** The eye gets a few names, and can see the rest; who listens gets as many as anybody would hear out. */
function Names({ keys, words, known, t }: NamesProps): ReactNode {
  const names = keys.map((key) => {
    const node = known.get(key)
    return node === undefined ? key : nodeName(node)
  })
  const say = (some: readonly string[]): string => t(words, { names: some.join(t('graph.and')) })
  const first = (most: number): string => {
    const rest = names.length - most
    return rest <= 1 ? say(names) : t('graph.more', { words: say(names.slice(0, most)), count: rest })
  }
  if (names.length <= MOST_NAMED + 1)
    return <span className="min-w-0 break-words text-muted">{say(names)}</span>
  return (
    <span className="min-w-0 break-words text-muted" title={first(MOST_SPOKEN)}>
      <span aria-hidden>{first(MOST_NAMED)}</span>
      <span className="sr-only">{first(MOST_SPOKEN)}</span>
    </span>
  )
}
