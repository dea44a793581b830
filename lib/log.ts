import 'server-only'
import pino from 'pino'

/** One JSON line per event. Fields that could carry a secret are dropped by name, wherever they sit. */
const secrets = [
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

export const log = pino({
  level: process.env.LOG_LEVEL ?? 'info',
  base: undefined,
  timestamp: pino.stdTimeFunctions.isoTime,
  redact: { paths: secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), remove: true },
})
