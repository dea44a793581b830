import 'server-only'
import { z } from 'zod'

const blankAsAbsent = (value: unknown): unknown => (value === '' ? undefined : value)
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(blankAsAbsent, schema)

function isLoopback(url: URL): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
}

/** An http(s) address, https unless it is this machine; without user, query or fragment. */
function readAddress(value: string): URL | null {
  if (!URL.canParse(value)) return null
  const url = new URL(value)
  const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url))
  return isSafe && url.username === '' && url.password === '' && url.search === '' && url.hash === ''
    ? url
    : null
}

const gatewayUrl = z.string().refine((value) => readAddress(value) !== null)

/** As an origin, so that whatever reads it sees one spelling. */
const publicUrl = z.string().transform((value, context) => {
  const url = readAddress(value)
  if (url?.pathname === '/') return url.origin
  context.addIssue({ code: 'custom', message: 'not an origin' })
  return z.NEVER
})

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** `auto`, an IANA name for all times, or one name each for trigger and run (product.md, settings). */
const timeZone = z.string().transform((value, context) => {
  if (value === 'auto') return { trigger: null, run: null }
  if (isTimeZone(value)) return { trigger: value, run: value }
  const pair = /^trigger=([^,]+),run=([^,]+)$/.exec(value)
  if (pair?.[1] && pair[2] && isTimeZone(pair[1]) && isTimeZone(pair[2]))
    return { trigger: pair[1], run: pair[2] }
  context.addIssue({ code: 'custom', message: 'not a time zone' })
  return z.NEVER
})

const pageBase = z
  .enum(['auto', '0', '1'])
  .transform((value) => (value === 'auto' ? value : value === '0' ? 0 : 1))

const settings = z.object({
  ENOS_API_URL: optional(gatewayUrl),
  ENOS_ACCESS_KEY: optional(z.string()),
  ENOS_SECRET_KEY: optional(z.string()),
  ENOS_PAGE_BASE: optional(pageBase.prefault('auto')),
  ENOS_SORT_FIELDS: optional(z.enum(['auto', 'camel', 'snake']).default('auto')),
  ENOS_TIME_ZONE: optional(timeZone.prefault('auto')),
  ENOS_TIMEOUT_MS: optional(z.coerce.number().int().min(100).max(120_000).default(10_000)),
  ENOS_MAX_RPS: optional(z.coerce.number().min(1).max(10_000).default(20)),
  AUTH_SECRET: optional(z.string().min(32)),
  AUTH_URL: optional(publicUrl),
  TRUSTED_PROXIES: optional(z.coerce.number().int().min(0).max(10).default(0)),
  DATABASE_URL: optional(
    z
      .string()
      .refine((value) => URL.canParse(value) && /^postgres(ql)?:/.test(value))
      .optional(),
  ),
  DATA_DIR: optional(z.string().default('.data')),
  TEAM_LEADS: optional(
    z
      .string()
      .default('')
      .transform((value) =>
        value
          .split(',')
          .map((name) => name.trim())
          .filter(Boolean),
      ),
  ),
  /** For tests: every wait of the follower, times this. */
  FOLLOW_PACE: optional(z.coerce.number().min(0.0001).max(1).default(1)),
  SIGN_IN_NOTICE: optional(z.string().optional()),
})

/** What is said of a cancellation after a day or two minutes must not be said of a real one any earlier. */
const schema = settings.refine(
  ({ FOLLOW_PACE, ENOS_API_URL }) => FOLLOW_PACE === 1 || isLoopback(new URL(ENOS_API_URL)),
  { path: ['FOLLOW_PACE'] },
)

export type Env = z.infer<typeof schema>

export type EnvCheck = { ok: true; env: Env } | { ok: false; missing: string[]; malformed: string[] }

/** Reads the settings of product.md; names what is wrong and never repeats a value. */
export function parseEnv(source: Record<string, string | undefined>): EnvCheck {
  const parsed = schema.safeParse(source)
  if (parsed.success) return { ok: true, env: parsed.data }
  const bad = [...new Set(parsed.error.issues.map((issue) => String(issue.path[0])))]
  const isMissing = (name: string): boolean => !source[name]
  return { ok: false, missing: bad.filter(isMissing), malformed: bad.filter((name) => !isMissing(name)) }
}

/** One message for a person who starts Flowstop: every bad setting by name, no value. */
export function describeBadEnv(check: Extract<EnvCheck, { ok: false }>): string {
  const parts = [
    check.missing.length > 0 ? `missing: ${check.missing.join(', ')}` : '',
    check.malformed.length > 0 ? `malformed: ${check.malformed.join(', ')}` : '',
  ].filter(Boolean)
  return `Flowstop cannot start. Settings ${parts.join('; ')}. See .env.example for what each one means.`
}

let known: Env | undefined

/** The settings of this process; throws the one message of describeBadEnv when they are wrong. */
export function readEnv(): Env {
  if (known) return known
  const check = parseEnv(process.env)
  if (!check.ok) throw new Error(describeBadEnv(check))
  known = check.env
  return known
}
