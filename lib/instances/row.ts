import 'server-only'
import type { CancellationRecord } from '@/lib/cancellations/record'
import type { FlowInstance } from '@/lib/gateway/wire'
import { recallFlowSchedule, recallSchedule } from '@/lib/instances/schedules'
import { readEnosTime, type Zones } from '@/lib/shared/enos-time'
import { type InstanceRow, isCancellable, type Schedule } from '@/lib/shared/instances'
import { statusFromCode } from '@/lib/shared/statuses'

/** An instance as a list shows it. Lists carry no task states, so a FAIL is shown as ended. */
export function rowOf(instance: FlowInstance, schedule: Schedule | null, zones: Zones): InstanceRow {
  return {
    flowInstId: instance.flowInstId,
    flowId: instance.flowId,
    flowName: instance.flowName,
    status: instance.status,
    schedule,
    cycle: instance.cycle,
    trigger: readEnosTime(instance.triggerTime, zones.trigger),
    started: readEnosTime(instance.startTime, zones.run),
    ended: readEnosTime(instance.endTime, zones.run),
    businessDate: instance.calDt,
    owners: instance.owners,
    cancellable: isCancellable(instance.status, false) !== 'no',
    cancellation: null,
  }
}

/** The row of an instance that left the list, from what was recorded when its cancel was asked for. */
export function rowOfRecord(record: CancellationRecord, zones: Zones): InstanceRow {
  const { instance } = record
  return {
    flowInstId: record.flowInstId,
    flowId: record.flowId,
    flowName: record.flowName,
    status: statusFromCode(record.statusAfter ?? record.statusSeen),
    schedule: instance.schedule ?? recallSchedule(record.flowInstId) ?? recallFlowSchedule(record),
    cycle: instance.cycle,
    trigger: readEnosTime(instance.trigger, zones.trigger),
    started: readEnosTime(instance.started, zones.run),
    ended: readEnosTime(record.instanceEnded, zones.run),
    businessDate: instance.businessDate,
    owners: record.owners,
    cancellable: false,
    cancellation: null,
  }
}
