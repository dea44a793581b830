import { createServer } from 'node:net'

/** Whether this machine lets us listen there now. */
export function isPortFree(port, host = '127.0.0.1') {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)))
  })
}

/**
 * Some free loopback port, below those that systems hand out by themselves: nobody is given it before it is used, or
 * while a server is started again.
 */
export function anyFreePort() {
  return nextFreePort(11_000 + Math.floor(Math.random() * 9_900))
}

/** The first free loopback port from `first` on. */
export async function nextFreePort(first) {
  for (let port = first; port < first + 100; port++) {
    if (await isPortFree(port)) return port
  }
  return anyFreePort()
}
