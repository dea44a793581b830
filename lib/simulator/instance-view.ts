import type { Account } from './accounts'
import { instanceGraph } from './graph-view'
import { endTimeAt, type Run, startTimeAt, statusAt } from './run'
import type { RunStore } from './run-store'
import type { Settings } from './settings'
import { STATUS, statusName } from './status-codes'
import { dateText, recordTimeText, timeText } from './time-text'

const DAY = 24 * 3_600_000

export type View = { settings: Settings; runs: RunStore; now: number; viewer: Account }

/** FlowInstance as Get shows it, with task states (enos-api.md 5.2). */
export function detailView(run: Run, view: View): Record<string, unknown> {
  return {
    ...shared(run, view, true),
    alertMode: run.flow.alertMode,
    calDt: dateText(run.triggerAt - DAY, view.settings.zones.trigger),
  }
}

/** FlowInstance as an item of List shows it (enos-api.md 5.1). */
export function listView(run: Run, view: View): Record<string, unknown> {
  return { ...shared(run, view, false), isCancelled: isCancelled(run, view) }
}

function shared(run: Run, view: View, withStates: boolean): Record<string, unknown> {
  const { flow } = run
  const { now, settings, viewer } = view
  const status = statusAt(run, now)
  const zone = settings.zones.run
  const start = startTimeAt(run, now)
  const end = endTimeAt(run, now)
  return {
    instanceId: run.id,
    flowId: flow.flowId,
    flowName: flow.flowName,
    freq: flow.freq,
    cycle: flow.cycle,
    parameters: JSON.stringify(flow.parameters),
    doAs: flow.doAs,
    graph: instanceGraph(run, { settings, runs: view.runs, now, withStates }),
    status,
    statusDesc: statusName(status),
    triggerTime: timeText(run.triggerAt, settings.zones.trigger),
    startTime: start === null ? null : timeText(start, zone),
    endTime: end === null ? null : timeText(end, zone),
    timestamp: recordTimeText(run.createdAt, zone),
    virtual: false,
    owner: ownerText(flow.owners, settings),
    hasEditPri: flow.owners.includes(viewer.username) || viewer.type === 1,
    hasReadPri: true,
  }
}

export function ownerText(owners: readonly string[], settings: Settings): string {
  const plain = owners.join(';')
  return settings.ownerStyle === 'stray' ? `;${plain};` : plain
}

function isCancelled(run: Run, view: View): boolean {
  if (view.settings.isCancelledFrom === 'accepted' && run.cancel) return true
  return statusAt(run, view.now) === STATUS.CANCEL
}
