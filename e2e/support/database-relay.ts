import { createConnection, createServer, type Server, type Socket } from 'node:net'

/** Where a statement stops: on its way to the database, or when the database has executed and answered it. */
export type HoldPlace = 'before' | 'after'

/** One connection through the relay. What stands still is kept, in order. */
type Connection = {
  client: Socket
  server: Socket
  stopped: { place: HoldPlace; kept: Buffer[] } | null
}

/** A TCP relay before a database server, which can be taken away and given back while others use it. */
export class DatabaseRelay {
  readonly #target: URL
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  readonly #connections = new Set<Connection>()
  #mode: 'passing' | 'refusing' | 'hanging' = 'passing'
  #hold: { statement: string; place: HoldPlace } | null = null

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

  /** From now on, a connection stands still at a statement with this text, its parameters included. */
  hold(statement: string, place: HoldPlace): void {
    this.#hold = { statement, place }
  }

  /** How many connections stand still: with `after`, each at a statement that has been executed. */
  held(): number {
    return [...this.#connections].filter(({ stopped }) => stopped !== null && stopped.kept.length > 0).length
  }

  /** Ends the hold, and lets what stands still go on. */
  release(): void {
    this.#hold = null
    for (const connection of this.#connections) {
      const { client, server, stopped } = connection
      connection.stopped = null
      const to = stopped?.place === 'before' ? server : client
      for (const bytes of stopped?.kept ?? []) to.write(bytes)
    }
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
    const connection: Connection = { client, server, stopped: null }
    this.#connections.add(connection)
    client.on('close', () => this.#connections.delete(connection))
    client.on('data', (bytes) => this.#pass(connection, { bytes, place: 'before' }))
    server.on('data', (bytes) => this.#pass(connection, { bytes, place: 'after' }))
    client.on('close', () => server.destroy())
    server.on('close', () => client.destroy())
  }

  #pass(connection: Connection, { bytes, place }: { bytes: Buffer; place: HoldPlace }): void {
    if (this.#mode !== 'passing') return
    if (place === 'before' && this.#hold && bytes.includes(this.#hold.statement)) {
      connection.stopped ??= { place: this.#hold.place, kept: [] }
    }
    const { stopped, server, client } = connection
    if (stopped?.place === place) stopped.kept.push(bytes)
    else (place === 'before' ? server : client).write(bytes)
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
