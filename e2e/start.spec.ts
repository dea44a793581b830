import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { anyFreePort } from '@/scripts/free-port.mjs'
import { expect, test } from './fixtures'

const good = {
  ENOS_API_URL: 'http://127.0.0.1:9',
  ENOS_ACCESS_KEY: 'a-key-that-must-not-be-printed',
  ENOS_SECRET_KEY: 'a-secret-that-must-not-be-printed',
  AUTH_SECRET: 'a-session-secret-that-must-not-be-printed',
  AUTH_URL: 'http://127.0.0.1:3000',
}

/** Runs `npm start` until it ends by itself. */
async function start(env: Record<string, string>): Promise<{ code: number | null; output: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'flowstop-start-'))
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    env: {
      NODE_ENV: 'production',
      PATH: process.env.PATH,
      DATA_DIR: folder,
      HOST: '127.0.0.1',
      PORT: String(await anyFreePort()),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)))
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  await rm(folder, { recursive: true, force: true })
  return { code, output }
}

test('a start without settings names all that are missing, in one message', async () => {
  const { code, output } = await start({})
  expect(code).toBe(1)
  expect(output).toContain('missing: ENOS_API_URL, ENOS_ACCESS_KEY, ENOS_SECRET_KEY, AUTH_SECRET, AUTH_URL')
})

test('a start with malformed settings names them all and prints no value', async () => {
  const { code, output } = await start({
    ...good,
    ENOS_API_URL: 'http://not-loopback.example.com',
    AUTH_SECRET: 'too-short-a-secret',
    ENOS_PAGE_BASE: 'base-two',
  })
  expect(code).toBe(1)
  expect(output).toContain('malformed: ENOS_API_URL, ENOS_PAGE_BASE, AUTH_SECRET')
  for (const value of [
    'not-loopback',
    'too-short',
    'base-two',
    ...Object.values(good).filter((v) => v.includes('printed')),
  ]) {
    expect(output).not.toContain(value)
  }
})

test('a second server on the same embedded database is refused, and says who holds it', async ({ stack }) => {
  const env = { ...good, DATA_DIR: stack.dataDir }
  const { code, output } = await start(env)
  expect(code).toBe(1)
  expect(output).toContain('is in use by process')
  expect((await fetch(`${stack.url}/api/health`)).status).toBe(200)
})
