import 'server-only'
import type { Schedule } from '@/lib/shared/instances'
import { processWide } from '@/lib/shared/process-wide'

const MOST = 20_000

const known = processWide('schedules', () => new Map<string, Schedule>())
const ofFlows = processWide('flow-schedules', () => new Map<string, Schedule>())

/** Only List Flow Instances tells how an instance was started (enos-api.md 5.1), so what it said is kept a while. */
export function rememberSchedule(flowInstId: string, schedule: Schedule): void {
  keep(known, flowInstId, schedule)
}

export function recallSchedule(flowInstId: string): Schedule | null {
  return known.get(flowInstId) ?? null
}

type Workflow = { orgId: string; flowId: string }

/** What Get Flow said, for an instance of which no list did. */
export function rememberFlowSchedule({ orgId, flowId }: Workflow, schedule: Schedule): void {
  keep(ofFlows, JSON.stringify([orgId, flowId]), schedule)
}

export function recallFlowSchedule({ orgId, flowId }: Workflow): Schedule | null {
  return ofFlows.get(JSON.stringify([orgId, flowId])) ?? null
}

function keep(schedules: Map<string, Schedule>, key: string, schedule: Schedule): void {
  schedules.delete(key)
  schedules.set(key, schedule)
  if (schedules.size > MOST) schedules.delete(schedules.keys().next().value as string)
}
