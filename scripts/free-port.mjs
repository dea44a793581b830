import { createServer } from 'node:net'

/** Whether this machine lets us listen there now. */
export function isPortFree(port, host = '127.0.0.1') {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)))
  })
}

/** Some free loopback port. */
export function anyFreePort() {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen({ port: 0, host: '127.0.0.1' }, () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}

/** The first free loopback port from `first` on. */
export async function nextFreePort(first) {
  for (let port = first; port < first + 100; port++) {
    if (await isPortFree(port)) return port
  }
  return anyFreePort()
}
