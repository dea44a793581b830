import { ChevronRight } from 'lucide-react'
import { type ReactNode, useRef, useState } from 'react'
import type { Arrangement, GraphNode } from '@/components/graph/arrange'
import { nodeLook, nodeState } from '@/components/graph/node-words'
import { type OutlineGroup, outlineGroups } from '@/components/graph/outline-groups'
import { OutlineLine } from '@/components/graph/outline-line'
import { StateIcon } from '@/components/graph/state-icon'
import type { Translate } from '@/components/translate'
import { Button } from '@/components/ui/button'

type Props = { arrangement: Arrangement; flowInstId: string; t: Translate }

/** With more nodes only the steps are shown at first; where it is narrow, with fewer. */
const OPEN_UP_TO = { wide: 20, narrow: 6 }

/** The graph as a list: step by step what can run at the same time, and what each waits for. */
export function GraphOutline({ arrangement: { nodes }, flowInstId, t }: Props): ReactNode {
  const list = useRef<HTMLOListElement>(null)
  const [startsOpen] = useState(() => {
    const isWide = matchMedia('(min-width: 640px)').matches
    return nodes.length <= OPEN_UP_TO[isWide ? 'wide' : 'narrow']
  })
  const [isOpen, setOpen] = useState(startsOpen)
  const known = new Map(nodes.map((node) => [node.key, node]))
  const groups = outlineGroups(nodes)
  const steps = groups.at(-1)?.to ?? 0
  const toggleAll = (): void => {
    for (const one of list.current?.querySelectorAll('details') ?? []) one.open = !isOpen
    setOpen(!isOpen)
  }
  return (
    <>
      <div className="flex min-h-7 flex-wrap items-center justify-between gap-x-4 text-muted text-table">
        <p>{t('graph.outlined', { count: nodes.length, steps })}</p>
        {groups.some((group) => group.nodes.length > 1) ? (
          <Button tone="quiet" size="small" onClick={toggleAll}>
            {t(isOpen ? 'graph.closeAll' : 'graph.openAll')}
          </Button>
        ) : null}
      </div>
      <ol ref={list} className="overflow-clip rounded-lg border bg-surface text-table">
        {groups.map((group) => (
          <li key={group.from} value={group.from} className="border-t first:border-t-0">
            {group.nodes.length === 1 ? (
              <div className="sm:flex">
                <p className="px-3 pt-1.5 text-muted sm:w-40 sm:shrink-0 sm:py-1.5 sm:ps-9">
                  {t('graph.step', { step: group.from })}
                </p>
                <Lines group={group} known={known} flowInstId={flowInstId} t={t} />
              </div>
            ) : (
              <details open={startsOpen} className="group">
                <Summary group={group} t={t} />
                <Lines group={group} known={known} flowInstId={flowInstId} t={t} />
              </details>
            )}
          </li>
        ))}
      </ol>
    </>
  )
}

function Summary({ group: { from, to, nodes }, t }: { group: OutlineGroup; t: Translate }): ReactNode {
  return (
    <summary className="flex min-h-9 cursor-pointer flex-wrap items-center gap-x-3 gap-y-0.5 px-3 py-1.5 hover:bg-raised group-open:bg-raised">
      <span className="flex items-center gap-1.5 sm:w-[8.5rem] sm:shrink-0">
        <ChevronRight aria-hidden className="size-4 shrink-0 text-muted group-open:rotate-90" />
        <span className="font-medium">
          {from === to ? t('graph.step', { step: from }) : t('graph.steps', { from, to })}
        </span>
      </span>
      <span className="flex flex-wrap items-center gap-x-3 max-sm:ps-[1.375rem]">
        {from === to ? null : <span className="text-muted">{t('graph.chain')}</span>}
        {tallies(t, nodes).map(({ node, state, count }) => (
          <span key={state} className="flex items-center gap-1">
            <StateIcon look={nodeLook(node)} />
            <span>{t('graph.tally', { count, state })}</span>
          </span>
        ))}
      </span>
    </summary>
  )
}

type Tally = { node: GraphNode; state: string; count: number }

/** How many of the nodes are in which state, the commonest first. */
function tallies(t: Translate, nodes: readonly GraphNode[]): Tally[] {
  const found = new Map<string, Tally>()
  for (const node of nodes) {
    const state = nodeState(t, node)
    found.set(state, { node, state, count: (found.get(state)?.count ?? 0) + 1 })
  }
  return [...found.values()].sort((a, b) => b.count - a.count)
}

type LinesProps = {
  group: OutlineGroup
  known: ReadonlyMap<string, GraphNode>
  flowInstId: string
  t: Translate
}

function Lines({ group: { from, to, nodes }, ...rest }: LinesProps): ReactNode {
  const List = from === to ? 'ul' : 'ol'
  return (
    <List className={`min-w-0 flex-1 ${nodes.length === 1 ? '' : 'border-t pb-1 sm:ps-6'}`}>
      {nodes.map((node, n) => (
        <OutlineLine
          key={node.key}
          node={node}
          before={from === to ? null : (nodes[n - 1] ?? null)}
          {...rest}
        />
      ))}
    </List>
  )
}
