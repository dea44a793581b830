import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import type { Stack } from './stack'

export type Said = { code: number | null; output: string }

/** Runs `npm run history:verify` on the database of a stack, whether its server runs or not. */
export async function historyVerify({ dataDir }: Pick<Stack, 'dataDir'>, args: string[] = []): Promise<Said> {
  const child = spawn(process.execPath, ['scripts/history-verify.mjs', ...args], {
    env: { ...process.env, DATABASE_URL: '', DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)))
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { code, output }
}

/** Changes the embedded database of a stopped server behind its back, as the owner of its files can. */
export async function tamper({ dataDir }: Pick<Stack, 'dataDir'>, statement: string): Promise<void> {
  const client = await PGlite.create(join(dataDir, 'pg'))
  await client.exec(
    `alter table events disable trigger all; ${statement}; alter table events enable trigger all`,
  )
  await client.close()
}
