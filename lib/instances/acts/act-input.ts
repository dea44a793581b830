import 'server-only'
import { z } from 'zod'
import { flowInstId, type Parsed, parseWith } from '@/lib/instances/parse-input'
import type { RunAgainInput, ScheduleInput } from '@/lib/shared/flow-actions'

const scheduleSchema = z.object({ flowInstId, key: z.uuid(), cancellationId: z.uuid().optional() })
const runAgainSchema = scheduleSchema.extend({ sameTriggerAt: z.int().min(0).nullable() })

export function parseScheduleInput(input: unknown): Parsed<ScheduleInput> {
  return parseWith(scheduleSchema, input)
}

export function parseRunAgainInput(input: unknown): Parsed<RunAgainInput> {
  return parseWith(runAgainSchema, input)
}
