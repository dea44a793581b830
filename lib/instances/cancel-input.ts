import 'server-only'
import { z } from 'zod'
import type { CancelWish } from '@/lib/instances/request-cancellation'
import { NOTE_MAX, REASONS } from '@/lib/shared/cancellation'

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
  })
  .refine(({ reason, note }) => reason !== 'other' || note !== '', { path: ['note'] })

/** Reads what a browser sent; anything else it sent, such as a `userId`, is dropped. */
export function parseCancelInput(
  input: unknown,
): { ok: true; value: CancelWish } | { ok: false; field: string } {
  const parsed = schema.safeParse(input)
  if (parsed.success) return { ok: true, value: parsed.data }
  return { ok: false, field: String(parsed.error.issues[0]?.path[0] ?? 'input') }
}
