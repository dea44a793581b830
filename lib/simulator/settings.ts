export type ZoneOffset = '+8' | '0'

/** Everything about the gateway that the documents leave open, plus a few stage machines. */
export type Settings = {
  pageBase: 0 | 1
  pageZero: 'refuse' | 'as-one'
  sorterSpelling: 'camel' | 'snake' | 'both'
  graphKeys: 'camel' | 'snake' | 'mixed'
  graphForm: 'string' | 'object' | 'broken'
  count: 'total' | 'page'
  envelope: 'code' | 'status'
  numbers: 'number' | 'string'
  getData: 'object' | 'array'
  tokenStatusField: 'status' | 'stauts'
  requestId: boolean
  errorHttp: 200 | 'matching'
  zones: { reported: string; trigger: ZoneOffset; run: ZoneOffset }
  ownerStyle: 'plain' | 'stray'
  isCancelledFrom: 'accepted' | 'stopped'
  oldTokenAfterRefresh: 'works' | 'refused'
  latencyMs: number
  latencyJitterMs: number
  cancelDelayMs: [number, number]
  /** Another cancel of the same instance is somebody who asks again, where it comes this long after the last; sooner, it is one that was sent twice. */
  askAgainMs: number
  /** A workflow is not triggered again sooner than this (enos-api.md 9.1). */
  triggerAgainMs: number
  /** Get Task Instance came with a later release; what lacks it answers as for any unknown address. */
  taskApi: 'offered' | 'missing'
  /** The words for a task without a log, of older and of newer documents. */
  noLogForm: 'old' | 'new'
  /** Which end is left of a log that is too long. */
  logKeeps: 'head' | 'tail'
  tokenLifeS: number
  clockSkewMs: number
  signatureWindowMs: number
  rateLimitPerSecond: number
  lockoutMs: number
  sessionLifeS: number
  size: number
}

export const DEFAULT_SETTINGS: Readonly<Settings> = {
  pageBase: 1,
  pageZero: 'refuse',
  sorterSpelling: 'camel',
  graphKeys: 'camel',
  graphForm: 'string',
  count: 'total',
  envelope: 'code',
  numbers: 'number',
  getData: 'object',
  tokenStatusField: 'status',
  requestId: true,
  errorHttp: 200,
  zones: { reported: 'GMT+8', trigger: '+8', run: '+8' },
  ownerStyle: 'plain',
  isCancelledFrom: 'accepted',
  oldTokenAfterRefresh: 'works',
  latencyMs: 0,
  latencyJitterMs: 0,
  cancelDelayMs: [2500, 7000],
  askAgainMs: 110_000,
  triggerAgainMs: 60_000,
  taskApi: 'offered',
  noLogForm: 'new',
  logKeeps: 'tail',
  tokenLifeS: 7200,
  clockSkewMs: 0,
  signatureWindowMs: 300_000,
  rateLimitPerSecond: 0,
  lockoutMs: 60_000,
  sessionLifeS: 7200,
  size: 1,
}

type Check = (value: unknown) => boolean

const oneOf =
  (...allowed: unknown[]): Check =>
  (value) =>
    allowed.includes(value)
const isAmount: Check = (value) => typeof value === 'number' && Number.isFinite(value) && value >= 0
const isRange: Check = (value) =>
  Array.isArray(value) && value.length === 2 && value.every(isAmount) && value[0] <= value[1]

function isZones(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const { reported, trigger, run } = value as Record<string, unknown>
  const offset = oneOf('+8', '0')
  return typeof reported === 'string' && offset(trigger) && offset(run)
}

const checks: Record<keyof Settings, Check> = {
  pageBase: oneOf(0, 1),
  pageZero: oneOf('refuse', 'as-one'),
  sorterSpelling: oneOf('camel', 'snake', 'both'),
  graphKeys: oneOf('camel', 'snake', 'mixed'),
  graphForm: oneOf('string', 'object', 'broken'),
  count: oneOf('total', 'page'),
  envelope: oneOf('code', 'status'),
  numbers: oneOf('number', 'string'),
  getData: oneOf('object', 'array'),
  tokenStatusField: oneOf('status', 'stauts'),
  requestId: oneOf(true, false),
  errorHttp: oneOf(200, 'matching'),
  zones: isZones,
  ownerStyle: oneOf('plain', 'stray'),
  isCancelledFrom: oneOf('accepted', 'stopped'),
  oldTokenAfterRefresh: oneOf('works', 'refused'),
  latencyMs: isAmount,
  latencyJitterMs: isAmount,
  cancelDelayMs: isRange,
  askAgainMs: isAmount,
  triggerAgainMs: isAmount,
  taskApi: oneOf('offered', 'missing'),
  noLogForm: oneOf('old', 'new'),
  logKeeps: oneOf('head', 'tail'),
  tokenLifeS: isAmount,
  clockSkewMs: (value) => typeof value === 'number' && Number.isFinite(value),
  signatureWindowMs: isAmount,
  rateLimitPerSecond: isAmount,
  lockoutMs: isAmount,
  sessionLifeS: isAmount,
  size: (value) => Number.isInteger(value) && Number(value) >= 1,
}

/** New settings with a change laid over them; an unknown name or value throws, naming it. */
export function changeSettings(settings: Settings, change: unknown): Settings {
  if (typeof change !== 'object' || change === null || Array.isArray(change))
    throw new Error('Settings must be a JSON object.')
  const next: Record<string, unknown> = { ...settings }
  for (const [name, given] of Object.entries(change)) {
    if (!Object.hasOwn(checks, name)) throw new Error(`There is no setting "${name}".`)
    const value = name === 'zones' ? { ...settings.zones, ...given } : given
    if (!checks[name as keyof Settings](value))
      throw new Error(`Setting "${name}" cannot be ${JSON.stringify(given)}.`)
    next[name] = value
  }
  return next as Settings
}
