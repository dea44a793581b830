import { HOUR, MINUTE } from './company-paces'
import type { CancelStyle, Pace, Schedule } from './flow'

export type FlowRecipe = {
  name: string
  owners: string[]
  org?: 'south'
  type?: 0 | 2
  schedule: Schedule
  pace: Pace
  trade: string
  tasks: number
  refersTo?: string[]
  locked?: boolean
  onCancel?: CancelStyle
  desc: string
}

/** Started by people or programs, about every so many hours. */
export function byHand(everyHours: number, phaseMinutes: number): Schedule {
  return { kind: 'hand', everyMs: everyHours * HOUR, phaseMs: phaseMinutes * MINUTE }
}
