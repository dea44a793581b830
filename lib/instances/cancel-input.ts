import 'server-only'
import { z } from 'zod'
import type { CancelWish } from '@/lib/instances/request-cancellation'
import { LONGEST_SEAL } from '@/lib/instances/seal'
import { NOTE_MAX, REASONS } from '@/lib/shared/cancellation'
import type { AskAgainInput, CheckNowInput } from '@/lib/shared/problems'

/** PostgreSQL refuses NUL, and turns a lone surrogate into another character, so that a hash would differ. */
const text = z.string().refine((value) => !value.includes('\0') && value.isWellFormed())

const schema = z
  .object({
    flowInstId: z
      .string()
      .max(100)
      .regex(/^(?:0|[1-9]\d*)-\d{8,17}$/),
    reason: z.enum(REASONS),
    note: text.transform((value) => value.trim()).pipe(z.string().max(NOTE_MAX)),
    key: z.uuid(),
    // What the person was shown is worth keeping, but no cancel fails for it.
    seal: z.string().max(LONGEST_SEAL).optional().catch(undefined),
  })
  .refine(({ reason, note }) => reason !== 'other' || note !== '', { path: ['note'] })

const MOST_ATTEMPTS = 10_000

const checkNowSchema = z.object({ cancellationId: z.uuid() })
/** The first attempt belongs to who opened the record. */
const askAgainSchema = checkNowSchema.extend({ attempt: z.int().min(2).max(MOST_ATTEMPTS) })

export type Parsed<Wish> = { ok: true; value: Wish } | { ok: false; field: string }

/** Reads what a browser sent; anything else it sent, such as a `userId`, is dropped. */
export function parseCancelInput(input: unknown): Parsed<CancelWish> {
  return parseWith(schema, input)
}

export function parseAskAgainInput(input: unknown): Parsed<AskAgainInput> {
  return parseWith(askAgainSchema, input)
}

export function parseCheckNowInput(input: unknown): Parsed<CheckNowInput> {
  return parseWith(checkNowSchema, input)
}

function parseWith<Wish>(wanted: z.ZodType<Wish>, input: unknown): Parsed<Wish> {
  const parsed = wanted.safeParse(input)
  if (parsed.success) return { ok: true, value: parsed.data }
  return { ok: false, field: String(parsed.error.issues[0]?.path[0] ?? 'input') }
}
