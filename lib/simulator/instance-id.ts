/** A task's number begins with its workflow's; fewer tasks than this fit behind it. */
export const COMPANY_TASKS = 100
export const MADE_TASKS = 1_000

/** Digits of an instance ID by cycle: hours, minutes or seconds, always UTC (enos-api.md 1, 9.3). */
export function instanceId(flowId: number, schedule: string, triggerAt: number): string {
  const digits = new Date(triggerAt).toISOString().replace(/\D/g, '')
  const length = schedule === 'hour' ? 10 : schedule === 'hand' || schedule === 'none' ? 14 : 12
  return `${flowId}-${digits.slice(0, length)}`
}

/** The parts of an instance ID, or undefined where it has no such shape. */
export function readInstanceId(id: string): { flowId: number; triggerAt: number } | undefined {
  const match = /^(\d{1,12})-(\d{10}|\d{12}|\d{14})$/.exec(id)
  if (!match?.[1] || !match[2]) return undefined
  const d = match[2].padEnd(14, '0')
  const text = `${d.slice(0, 4)}-${d.slice(4, 6)}-${d.slice(6, 8)}T${d.slice(8, 10)}:${d.slice(10, 12)}:${d.slice(12)}Z`
  const triggerAt = Date.parse(text)
  if (Number.isNaN(triggerAt)) return undefined
  return { flowId: Number(match[1]), triggerAt }
}
