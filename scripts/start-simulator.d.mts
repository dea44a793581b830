import type { Child } from './start-child.mjs'

export type Simulator = { url: string; controlUrl: string; child: Child }

export function startSimulator(options: {
  keys: { accessKey: string; secretKey: string }
  seed?: number | string
  company?: 'demo' | 'empty'
  config?: object
  port?: number
  controlPort?: number
  onOutput?: (chunk: string) => void
}): Promise<Simulator>
