import 'server-only'
import { z } from 'zod'

export type Parsed<Wish> = { ok: true; value: Wish } | { ok: false; field: string }

/** An instance's id, in the one spelling that EnOS gives it (`isFlowInstId`). */
export const flowInstId = z
  .string()
  .max(100)
  .regex(/^(?:0|[1-9]\d*)-\d{8,17}$/)

/** Reads what a browser sent; anything else it sent, such as a `userId`, is dropped. */
export function parseWith<Wish>(wanted: z.ZodType<Wish>, input: unknown): Parsed<Wish> {
  const parsed = wanted.safeParse(input)
  if (parsed.success) return { ok: true, value: parsed.data }
  return { ok: false, field: String(parsed.error.issues[0]?.path[0] ?? 'input') }
}
