import 'server-only'
import { type Breaker, createBreaker } from './breaker'
import type { GatewayConfig, Ports } from './config'
import { createLimiter, type Limiter } from './limiter'
import { createStamp } from './stamp'
import { createTokenKeeper, type TokenKeeper } from './token'
import { createSend, type Send } from './transport'

/** What every operation goes through: one breaker, one limiter, one token, one way to send. */
export type Line = {
  config: GatewayConfig
  ports: Ports
  breaker: Breaker
  limiter: Limiter
  tokens: TokenKeeper
  send: Send
}

export function openLine(config: GatewayConfig, ports: Ports): Line {
  const stamp = createStamp(ports.now)
  const limiter = createLimiter({ maxRps: config.maxRps, ports })
  const send = createSend(config, ports, stamp)
  const tokens = createTokenKeeper({ config, ports, limiter, send, stamp })
  return { config, ports, breaker: createBreaker(ports), limiter, tokens, send }
}
