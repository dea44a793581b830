import 'server-only'
import { chmodSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { attend } from '@/lib/db/folder-questions'
import { shortPath } from '@/lib/db/short-path'

/** What a Unix socket's path may be long, in bytes. */
const LONGEST_PATH = 100
const ROUNDS = 5

export class FolderLocked extends Error {
  constructor(folder: string, holder: string) {
    super(
      `The database folder ${folder} is in use by ${holder}. Stop that one first, choose another DATA_DIR, or use a PostgreSQL server (DATABASE_URL).`,
    )
  }
}

/**
 * Takes a folder for this process alone, for as long as it lives. A socket and not a file with a process id: a socket
 * whose owner is gone refuses connections, also after SIGKILL and between containers. Each process listens under a name
 * of its own and links it to `lock`, which only one can do.
 * @throws FolderLocked when another process holds it
 */
export async function lockFolder(folder: string): Promise<() => void> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
  const lock = join(folder, 'lock')
  const note = join(folder, 'lock.txt')
  const own = `${lock}.${crypto.randomUUID().slice(0, 8)}`
  const server = await listen(shortPath(own))
  try {
    for (let round = 0; !take(own, lock); round++) {
      const isHeld = (await isAlive(lock)) || round === ROUNDS || !(await clearStale(lock))
      if (isHeld) throw new FolderLocked(folder, readHolder(note))
    }
  } catch (error) {
    server.close()
    throw error
  }
  writeFileSync(note, `process ${process.pid}`)
  return () => {
    rmSync(lock, { force: true })
    rmSync(note, { force: true })
    server.close()
  }
}

function take(own: string, lock: string): boolean {
  try {
    linkSync(own, lock)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** Removes a lock whose owner is gone; puts it back when, seen apart, it turns out to be somebody's. */
async function clearStale(lock: string): Promise<boolean> {
  const aside = `${lock}.${crypto.randomUUID().slice(0, 8)}`
  try {
    renameSync(lock, aside)
  } catch {
    // Somebody else has just cleared it.
    return true
  }
  const wasAlive = await isAlive(aside)
  if (wasAlive) take(aside, lock)
  rmSync(aside, { force: true })
  return !wasAlive
}

async function listen(path: string): Promise<Server> {
  if (Buffer.byteLength(path) > LONGEST_PATH) {
    throw new Error('The path of DATA_DIR is too long to be locked. Choose a shorter one.')
  }
  const server = createServer(attend)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, resolve)
  })
  server.unref()
  return server
}

/** Only a refused or missing socket proves that nobody is there. */
function isAlive(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const peer = connect(shortPath(path))
    peer.once('connect', () => {
      peer.destroy()
      resolve(true)
    })
    peer.once('error', ({ code }: NodeJS.ErrnoException) =>
      resolve(code !== 'ECONNREFUSED' && code !== 'ENOENT'),
    )
  })
}

function readHolder(note: string): string {
  try {
    return readFileSync(note, 'utf8')
  } catch {
    return 'another process'
  }
}
