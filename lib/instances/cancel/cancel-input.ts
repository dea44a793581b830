import 'server-only'
import { z } from 'zod'
import type { CancelWish } from '@/lib/instances/cancel/request-cancellation'
import { LONGEST_SEAL } from '@/lib/instances/impact/seal'
import { flowInstId, type Parsed, parseWith } from '@/lib/instances/parse-input'
import { NOTE_MAX, REASONS } from '@/lib/shared/cancellation'
import type { AskAgainInput, CheckNowInput } from '@/lib/shared/problems'

/** PostgreSQL refuses NUL, and turns a lone surrogate into another character, so that a hash would differ. */
const text = z.string().refine((value) => !value.includes('\0') && value.isWellFormed())

const schema = z
  .object({
    flowInstId,
    reason: z.enum(REASONS),
    note: text.transform((value) => value.trim()).pipe(z.string().max(NOTE_MAX)),
    key: z.uuid(),
    pauseSchedule: z.boolean().optional(),
    // What the person was shown is worth keeping, but no cancel fails for it.
    seal: z.string().max(LONGEST_SEAL).optional().catch(undefined),
  })
  .refine(({ reason, note }) => reason !== 'other' || note !== '', { path: ['note'] })

const MOST_ATTEMPTS = 10_000

const checkNowSchema = z.object({ cancellationId: z.uuid() })
/** The first attempt belongs to who opened the record. */
const askAgainSchema = checkNowSchema.extend({ attempt: z.int().min(2).max(MOST_ATTEMPTS) })

export function parseCancelInput(input: unknown): Parsed<CancelWish> {
  return parseWith(schema, input)
}

export function parseAskAgainInput(input: unknown): Parsed<AskAgainInput> {
  return parseWith(askAgainSchema, input)
}

export function parseCheckNowInput(input: unknown): Parsed<CheckNowInput> {
  return parseWith(checkNowSchema, input)
}
