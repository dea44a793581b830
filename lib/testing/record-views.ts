import type { CancellationView } from '@/lib/shared/cancellation'
import type { TimelineEvent } from '@/lib/shared/timeline'

/** What a browser is given of a cancellation. */
export function cancellationOf(overrides: Partial<CancellationView>): CancellationView {
  return {
    id: 'c1',
    flowInstId: '2438-2026112206',
    flowId: '2438',
    flowName: 'wind-report',
    state: 'accepted',
    statusBefore: 2,
    statusAfter: null,
    reason: 'stuck',
    note: '',
    askedBy: 'alice',
    askedByMe: true,
    requestedAt: 1_000,
    closedAt: null,
    attempts: 1,
    overdueAt: 121_000,
    askAgainAt: null,
    later: null,
    pause: null,
    answer: null,
    ...overrides,
  }
}

/** A line of its timeline. */
export function eventOf(overrides: Partial<TimelineEvent>): TimelineEvent {
  return {
    n: 1,
    at: 1_000,
    action: 'cancel',
    phase: 'sent',
    by: null,
    attempt: null,
    status: null,
    source: null,
    reply: null,
    verdict: null,
    http: null,
    code: null,
    text: null,
    requestId: null,
    ms: null,
    outcome: null,
    why: null,
    triggerAt: null,
    newFlowInstId: null,
    hash: 'a91fa91f',
    ...overrides,
  }
}
