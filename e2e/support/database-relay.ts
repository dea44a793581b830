import { createConnection, createServer, type Server, type Socket } from 'node:net'

/** A TCP relay before a database server, which can be taken away and given back while others use it. */
export class DatabaseRelay {
  readonly #target: URL
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  #mode: 'passing' | 'refusing' | 'hanging' = 'passing'

  private constructor(targetUrl: string) {
    this.#target = new URL(targetUrl)
    this.#server = createServer((client) => this.#accept(client))
  }

  static async before(targetUrl: string): Promise<DatabaseRelay> {
    const relay = new DatabaseRelay(targetUrl)
    await new Promise<void>((resolve) => relay.#server.listen(0, '127.0.0.1', resolve))
    return relay
  }

  /** The address of the database, as it is reached through the relay. */
  url(): string {
    const address = this.#server.address()
    const url = new URL(this.#target)
    url.host = `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
    return url.href
  }

  /** Connections are ended, and new ones as soon as they are made. */
  refuse(): void {
    this.#mode = 'refusing'
    this.#cut()
  }

  /** Connections stay, and nothing comes back on them any more. */
  hang(): void {
    this.#mode = 'hanging'
  }

  /** Serves again. What was held back while it hung is lost, as it would be with the machine that held it. */
  resume(): void {
    if (this.#mode === 'hanging') this.#cut()
    this.#mode = 'passing'
  }

  async close(): Promise<void> {
    this.#cut()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #accept(client: Socket): void {
    this.#keep(client)
    if (this.#mode === 'refusing') {
      client.destroy()
      return
    }
    const server = createConnection(Number(this.#target.port), this.#target.hostname)
    this.#keep(server)
    this.#pass(client, server)
    this.#pass(server, client)
  }

  #pass(from: Socket, to: Socket): void {
    from.on('data', (bytes) => {
      if (this.#mode === 'passing') to.write(bytes)
    })
    from.on('close', () => to.destroy())
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket)
    socket.on('close', () => this.#sockets.delete(socket))
    socket.on('error', () => socket.destroy())
  }

  #cut(): void {
    for (const socket of this.#sockets) socket.destroy()
  }
}
