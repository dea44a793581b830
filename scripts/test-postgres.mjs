import { execFile, execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { anyFreePort } from './free-port.mjs'
import { postgresBinaries } from './postgres-binaries.mjs'

const START_LIMIT_MS = 30_000
// Nothing here has to survive: speed instead of safety.
const settings = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=100']

/**
 * Starts an empty PostgreSQL server on loopback in a temporary folder.
 * Returns `{ url, stop }`, or `{ reason }` when none can be started here.
 */
export async function startTestPostgres() {
  const binaries = postgresBinaries()
  if (!binaries) return { reason: 'No PostgreSQL is installed' }
  const folder = mkdtempSync(join(tmpdir(), 'flowstop-postgres-'))
  try {
    return await start({ binaries, folder })
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    return { reason: `PostgreSQL does not start here (${error.message.trim().split('\n').at(-1)})` }
  }
}

async function start({ binaries, folder }) {
  const owner = serverUser()
  const password = randomBytes(16).toString('hex')
  const passwordFile = join(folder, 'password')
  const data = join(folder, 'data')
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (owner.uid !== undefined) {
    for (const path of [folder, passwordFile]) chownSync(path, owner.uid, owner.gid)
  }
  const options = { cwd: folder, ...owner, env: { PATH: process.env.PATH, LC_ALL: 'C' } }
  const setup = ['-D', data, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`]
  await promisify(execFile)(
    join(binaries, 'initdb'),
    [...setup, '-E', 'UTF8', '--no-locale', '--no-sync'],
    options,
  )

  const port = await anyFreePort()
  const places = ['listen_addresses=127.0.0.1', 'unix_socket_directories=']
  const server = spawn(
    join(binaries, 'postgres'),
    ['-D', data, '-p', String(port), ...[...places, ...settings].flatMap((setting) => ['-c', setting])],
    { ...options, stdio: ['ignore', 'ignore', 'pipe'], detached: true },
  )
  const ended = new Promise((resolve) => server.once('close', resolve))
  const stop = () => stopServer({ server, ended, folder })
  try {
    await ready(server)
  } catch (error) {
    await stop()
    throw error
  }
  return { url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`, stop }
}

/** PostgreSQL refuses to run as root: its own user then, or the one that owns nothing. */
function serverUser() {
  if (process.getuid?.() !== 0) return {}
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag) => Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }))
      return { uid: id('-u'), gid: id('-g') }
    } catch {
      // There is no such user here.
    }
  }
  throw new Error('it refuses to run as root, and there is no user postgres or nobody')
}

function ready(server) {
  return new Promise((resolve, reject) => {
    let said = ''
    const timer = setTimeout(() => reject(new Error('it took too long')), START_LIMIT_MS)
    server.stderr.setEncoding('utf8').on('data', (chunk) => {
      said += chunk
      if (!said.includes('ready to accept connections')) return
      clearTimeout(timer)
      resolve()
    })
    server.once('error', reject)
    server.once('close', () => {
      clearTimeout(timer)
      reject(new Error(said || 'it ended at once'))
    })
  })
}

async function stopServer({ server, ended, folder }) {
  // SIGINT ends open connections too; SIGTERM would wait for them.
  server.kill('SIGINT')
  const impatience = setTimeout(() => server.kill('SIGKILL'), 10_000)
  await ended
  clearTimeout(impatience)
  rmSync(folder, { recursive: true, force: true })
}
