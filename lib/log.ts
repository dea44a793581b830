import 'server-only'
import pino from 'pino'

const secretFields = [
  'password',
  'credentials',
  'accessToken',
  'accessKey',
  'secretKey',
  'signature',
  'encryption',
  'sid',
  'sessionId',
  'authorization',
  'cookie',
  'token',
]

/** One JSON line per event. Fields that could carry a secret are dropped by name, down to the third level. */
export const log = pino({
  base: undefined,
  timestamp: pino.stdTimeFunctions.isoTime,
  redact: { paths: secretFields.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), remove: true },
})
