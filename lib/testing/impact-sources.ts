import type { Flow } from '@/lib/gateway/flow'
import type { Graph, Task } from '@/lib/gateway/graph'
import type { FlowInstance } from '@/lib/gateway/wire'
import { type ImpactSources, impactOf } from '@/lib/instances/impact/impact'
import { UTC } from '@/lib/shared/enos-time'
import type { Impact } from '@/lib/shared/impact'
import { STATUS_CODES, statusFromCode } from '@/lib/shared/statuses'

/** When the facts were read. */
export const NOW = Date.parse('2026-11-22T14:15:00Z')

export function taskOf(n: number, status: Task['status'], name = `task ${n}`): Task {
  return {
    nodeId: `t_${n}`,
    taskId: String(n),
    taskInstId: `${n}-2026112214`,
    name,
    status,
    x: null,
    y: null,
  }
}

export function graphOf(...statuses: Task['status'][]): Graph {
  return { tasks: statuses.map((status, n) => taskOf(n + 1, status)), flows: [], relations: [] }
}

export function instanceOf(overrides: Partial<FlowInstance> = {}): FlowInstance {
  return {
    flowInstId: '2438-2026112214',
    flowId: '2438',
    flowName: 'wind-farm-power-hourly',
    status: statusFromCode(STATUS_CODES.RUNNING),
    owners: ['alice'],
    freq: '0 0 * * * ? *',
    cycle: 'H',
    parameters: [],
    doAs: null,
    triggerTime: '2026-11-22 14:00:00',
    startTime: '2026-11-22 14:05:00',
    endTime: null,
    virtual: null,
    calDt: null,
    alertMode: null,
    isCancelled: null,
    graph: graphOf('RUNNING'),
    ...overrides,
  }
}

export function flowOf(overrides: Partial<Flow> = {}): Flow {
  return {
    flowId: '2438',
    flowName: 'wind-farm-power-hourly',
    isActive: true,
    type: 1,
    freq: '0 0 * * * ? *',
    cycle: 'H',
    startTime: '2026-01-01',
    owners: ['alice'],
    parameters: [],
    doAs: null,
    description: null,
    isLocked: false,
    isUserLocked: false,
    hasEditRight: true,
    graph: null,
    ...overrides,
  }
}

/** What stopping a running hourly instance would hit, read with every fact at hand. */
export function impact(overrides: Partial<ImpactSources> = {}): Impact {
  return impactOf({
    readAt: NOW,
    instance: instanceOf(),
    schedule: 'periodic',
    flow: flowOf(),
    zones: { trigger: UTC, run: UTC },
    starts: new Map(),
    usual: null,
    ...overrides,
  })
}

export function tasksWith(graph: Graph | null): Impact['tasks'] {
  return impact({ instance: instanceOf({ graph }) }).tasks
}
