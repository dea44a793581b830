import {
  Check,
  CircleDashed,
  CircleQuestionMark,
  Eye,
  FolderOpen,
  History,
  KeyRound,
  type LucideIcon,
  Repeat2,
  Send,
  ShieldX,
  Unplug,
  UserRound,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { useRunClock } from '@/components/acts/use-run-clock'
import { STATE_LOOKS } from '@/components/cancellations/state-look'
import { actSentence } from '@/components/history/act-words'
import { ChainPlace } from '@/components/history/chain-place'
import { Instant } from '@/components/history/instant'
import { eventDetails, eventSentence, type Kind, kindOf } from '@/components/history/timeline-words'
import { InstanceLink } from '@/components/instances/instance-link'
import type { Translate } from '@/components/translate'
import { ZoneMark } from '@/components/zone-mark'
import { type CancellationState, type CancellationView, ownsInstance } from '@/lib/shared/cancellation'
import type { FlowActionState } from '@/lib/shared/flow-actions'
import type { TimelineEvent } from '@/lib/shared/timeline'

const ICONS = {
  requested: UserRound,
  sent: Send,
  resent: KeyRound,
  accepted: Check,
  turnedAway: ShieldX,
  undecided: CircleQuestionMark,
  timeout: CircleQuestionMark,
  cut: CircleQuestionMark,
  unreadable: CircleQuestionMark,
  unreachable: CircleQuestionMark,
  answerLost: CircleQuestionMark,
  attemptNotSent: CircleQuestionMark,
  observed: Eye,
  settled: CircleDashed,
  asked_again: Repeat2,
  reopened: FolderOpen,
  changed_later: History,
  unknown: CircleDashed,
} satisfies Record<Kind, LucideIcon>

const CANCEL_ICONS = Object.fromEntries(
  Object.entries(STATE_LOOKS).map(([state, { icon }]) => [state, icon]),
) as Record<CancellationState, LucideIcon>

const END_ICONS: Readonly<Record<CancellationState | FlowActionState, LucideIcon>> = {
  ...CANCEL_ICONS,
  done: Check,
  not_done: Unplug,
}

type Props = {
  cancellation: CancellationView
  events: readonly TimelineEvent[]
  isAsWritten: boolean
  t: Translate
}

/** Everything that happened, oldest first. */
export function Timeline({ cancellation, events, isAsWritten, t }: Props): ReactNode {
  const last = events.at(-1)
  const asked = cancellation.requestedAt
  const isOwner = ownsInstance(cancellation)
  return (
    <section aria-labelledby="timeline" className="flex flex-col gap-2">
      <h2 id="timeline" className="font-semibold text-title">
        {t('record.timeline')}
        <span className="text-meta text-muted">
          <ZoneMark of="record" />
        </span>
      </h2>
      <ol className="overflow-clip rounded-lg border bg-surface py-2">
        {events.map((event, order) => (
          <Line
            key={event.n}
            event={event}
            before={events[order - 1]?.at ?? asked}
            asked={asked}
            isOwner={isOwner}
            t={t}
          />
        ))}
      </ol>
      {last === undefined ? null : <ChainPlace last={last} isAsWritten={isAsWritten} t={t} />}
    </section>
  )
}

type LineProps = { event: TimelineEvent; before: number; asked: number; isOwner: boolean; t: Translate }

function Line({ event, before, asked, isOwner, t }: LineProps): ReactNode {
  const clock = useRunClock()
  const kind = kindOf(event)
  const Icon = kind === 'settled' && event.outcome ? END_ICONS[event.outcome] : ICONS[kind]
  const { action, newFlowInstId } = event
  const sentence =
    action === 'cancel' ? eventSentence(t, event, asked) : actSentence(t, event, { action, clock })
  const details = eventDetails(t, event)
  const isEnd = kind === 'settled'
  return (
    <li className="group grid grid-cols-[1.5rem_minmax(0,1fr)] gap-x-3 px-4 text-table max-sm:px-3 sm:grid-cols-[6.5rem_1.5rem_minmax(0,1fr)]">
      <span className="col-start-2 pt-1.5 text-meta sm:col-start-1 sm:py-1.5 sm:text-table">
        <Instant at={event.at} before={before} />
      </span>
      <span
        aria-hidden
        className="relative col-start-1 row-span-2 row-start-1 flex justify-center pt-1.5 before:absolute before:inset-y-0 before:w-px before:bg-line group-first:before:top-3 group-last:before:bottom-[calc(100%-0.75rem)] sm:col-start-2 sm:row-span-1"
      >
        <span
          className={`relative flex size-5 items-center justify-center rounded-full border bg-surface ${isEnd ? 'text-text' : 'text-muted'}`}
        >
          <Icon className="size-3" strokeWidth={2.25} />
        </span>
      </span>
      <div className="col-start-2 min-w-0 pb-1.5 sm:col-start-3 sm:pt-1.5">
        <p className={`break-words ${isEnd ? 'font-semibold' : ''}`}>
          {isOwner && newFlowInstId !== null ? (
            <Linked sentence={sentence} flowInstId={newFlowInstId} />
          ) : (
            sentence
          )}
        </p>
        {details.length === 0 ? null : (
          <p className="break-words font-mono text-meta text-muted">{details.join(' · ')}</p>
        )}
      </div>
    </li>
  )
}

/** The instance that a sentence names leads to its page, wherever a language has it. */
function Linked({ sentence, flowInstId }: { sentence: string; flowInstId: string }): ReactNode {
  const [before = '', ...after] = sentence.split(flowInstId)
  if (after.length === 0) return sentence
  return (
    <>
      {before}
      <InstanceLink flowInstId={flowInstId} className="text-accent">
        {flowInstId}
      </InstanceLink>
      {after.join(flowInstId)}
    </>
  )
}
