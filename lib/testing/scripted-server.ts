import { afterEach, beforeEach } from 'vitest'
import { createGateway, type Gateway } from '@/lib/gateway/client'
import type { GatewayConfig, Ports } from '@/lib/gateway/config'
import { configFor, realPorts, startTestServer, type TestServer } from '@/lib/gateway/test-server'

type Play = {
  server: TestServer
  /** A new one, which asks the server of this test. */
  gateway(changes?: Partial<GatewayConfig>, ports?: Partial<Ports>): Gateway
}

/** Gives each test of a file a server of its own, which says what it is told to. */
export function playWithServer(): Play {
  let started: TestServer
  beforeEach(async () => {
    started = await startTestServer()
  })
  afterEach(() => started.close())
  const server: TestServer = {
    get url() {
      return started.url
    },
    get received() {
      return started.received
    },
    calls: (operation) => started.calls(operation),
    script: (operation, ...answers) => started.script(operation, ...answers),
    close: () => started.close(),
  }
  return { server, gateway: (changes, ports) => createGateway(configFor(server, changes), realPorts(ports)) }
}
