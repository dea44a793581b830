import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serveControl } from './control'
import { serveGateway } from './gateway'
import { sendJson } from './http-message'
import { createSimulation, type Simulation, type SimulationOptions } from './simulation'

export type SimulatorOptions = SimulationOptions & { port?: number; controlPort?: number }
export type RunningSimulator = { url: string; controlUrl: string; close: () => Promise<void> }

type Serve = (simulation: Simulation, request: IncomingMessage, response: ServerResponse) => Promise<void>

/** Starts the stand-in gateway and its control surface, each on its own loopback port. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<RunningSimulator> {
  const simulation = createSimulation(options)
  const gateway = serverOf(simulation, serveGateway)
  const control = serverOf(simulation, serveControl)
  const url = await listen(gateway, options.port ?? 0)
  const controlUrl = await listen(control, options.controlPort ?? 0).catch(async (error: unknown) => {
    await close(gateway)
    throw error
  })
  return {
    url,
    controlUrl,
    close: async () => {
      await Promise.all([close(gateway), close(control)])
    },
  }
}

function serverOf(simulation: Simulation, serve: Serve): Server {
  const server = createServer((request, response) => {
    serve(simulation, request, response).catch((error: unknown) => {
      if (request.destroyed && !request.complete) return
      console.error(error)
      if (response.headersSent) response.destroy()
      else sendJson(response, 500, { message: 'An unexpected error occurred' })
    })
  })
  // Longer than any client keeps an idle connection, so that none is closed under a request.
  server.keepAliveTimeout = 65_000
  return server
}

function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
    })
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
