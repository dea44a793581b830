import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url))

function start(env: Record<string, string>): {
  child: ReturnType<typeof spawn>
  output: Promise<string>
  errors: () => string
} {
  const child = spawn(process.execPath, ['--import', 'tsx', MAIN], { env: { ...process.env, ...env } })
  let errors = ''
  child.stderr.on('data', (part: Buffer) => {
    errors += part.toString()
  })
  const output = once(child.stdout, 'data').then(([part]) => String(part))
  return { child, output, errors: () => errors }
}

it.each(['SIGTERM', 'SIGINT'] as const)('announces itself in one line and leaves at %s', async (signal) => {
  const { child, output } = start({ SIM_COMPANY: 'empty', SIM_CONFIG: '{"pageBase":0}' })
  const text = await output
  const line = JSON.parse(text) as { event: string; url: string; controlUrl: string }
  expect(text.trim().split('\n')).toHaveLength(1)
  expect(line).toEqual({
    event: 'listening',
    url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    controlUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
  })
  expect(await (await fetch(`${line.controlUrl}/health`)).json()).toEqual({ status: 'ok' })
  expect(await (await fetch(`${line.controlUrl}/settings`)).json()).toMatchObject({ pageBase: 0 })
  child.kill(signal)
  expect(await once(child, 'exit')).toEqual([0, null])
})

it('says in one sentence that a port is taken', async () => {
  const holder = createServer().listen(0, '127.0.0.1')
  await once(holder, 'listening')
  const port = String((holder.address() as { port: number }).port)
  for (const name of ['SIM_PORT', 'SIM_CONTROL_PORT']) {
    const { child, errors } = start({ [name]: port })
    expect(await once(child, 'exit')).toEqual([1, null])
    expect(errors()).toBe(`The simulator cannot start: port ${port} on 127.0.0.1 is already taken.\n`)
  }
  holder.close()
})

it('says which variable it cannot read', async () => {
  const { child, errors } = start({ SIM_CONFIG: '{"pageBase":7}' })
  expect(await once(child, 'exit')).toEqual([1, null])
  expect(errors()).toBe(
    'The simulator cannot start: SIM_CONFIG cannot be used: Setting "pageBase" cannot be 7.\n',
  )
})
