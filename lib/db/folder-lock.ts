import 'server-only'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { join, relative } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const SETTLE_MS = 100

export class FolderLocked extends Error {
  constructor(folder: string, holder: string) {
    super(
      `The database folder ${folder} is in use by ${holder}. Stop that one first, choose another DATA_DIR, or use a PostgreSQL server (DATABASE_URL).`,
    )
  }
}

/**
 * Takes a folder for this process alone, for as long as it lives. A socket and not a file with a process id:
 * a socket whose owner is gone refuses connections, also after SIGKILL and between containers.
 * @throws FolderLocked when another process holds it
 */
export async function lockFolder(folder: string): Promise<() => void> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const socket = shortPath(join(folder, 'lock'))
  const note = join(folder, 'lock.txt')
  if ((await askHolder(socket)) !== null) throw new FolderLocked(folder, readHolder(note))
  const name = crypto.randomUUID()
  rmSync(socket, { force: true })
  const server = createServer((peer) => peer.end(name))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(socket, resolve)
  })
  server.unref()
  // Two that start in the same instant may both have found the old socket dead: the one left in the folder wins.
  await sleep(SETTLE_MS)
  if ((await askHolder(socket)) !== name) {
    server.close()
    throw new FolderLocked(folder, readHolder(note))
  }
  writeFileSync(note, `process ${process.pid}`)
  return () => {
    server.close()
    rmSync(note, { force: true })
  }
}

/** Unix sockets allow about 100 bytes of path; the way from here is often shorter. */
function shortPath(path: string): string {
  const near = relative(process.cwd(), path)
  return near.length < path.length ? near : path
}

function askHolder(socket: string): Promise<string | null> {
  return new Promise((resolve) => {
    let name = ''
    const peer = connect(socket)
    peer.on('data', (chunk) => {
      name += String(chunk)
    })
    peer.once('end', () => resolve(name))
    peer.once('error', () => resolve(null))
  })
}

function readHolder(note: string): string {
  try {
    return readFileSync(note, 'utf8')
  } catch {
    return 'another process'
  }
}
