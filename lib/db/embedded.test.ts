import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openEmbedded } from '@/lib/db/embedded'
import { FolderLocked, lockFolder } from '@/lib/db/folder-lock'

const folder = mkdtempSync(join(tmpdir(), 'flowstop-embedded-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the embedded database', () => {
  it('writes every commit through to the disk, and keeps it', async () => {
    const first = await openEmbedded(join(folder, 'durable'))
    await first.client.exec('create table notes (n integer)')
    await first.client.query('vacuum')
    const before = first.fsyncs()
    for (let n = 0; n < 20; n++) await first.client.query('insert into notes values ($1)', [n])
    expect(first.fsyncs() - before).toBeGreaterThanOrEqual(20)
    await first.close()
    const again = await openEmbedded(join(folder, 'durable'))
    expect((await again.client.query('select count(*)::int as n from notes')).rows).toEqual([{ n: 20 }])
    await again.close()
  }, 60_000)
})

describe('the lock of a folder', () => {
  it('is held by one at a time, and says who holds it', async () => {
    const place = join(folder, 'locked')
    const unlock = await lockFolder(place)
    const second = lockFolder(place)
    await expect(second).rejects.toBeInstanceOf(FolderLocked)
    await expect(second).rejects.toThrow(`process ${process.pid}`)
    unlock()
    const release = await lockFolder(place)
    release()
  })

  it('is taken by one of several that start in the same instant', async () => {
    const place = join(folder, 'race')
    const tries = await Promise.allSettled([1, 2, 3, 4].map(() => lockFolder(place)))
    const held = tries.filter((result) => result.status === 'fulfilled')
    expect(held).toHaveLength(1)
    await expect(lockFolder(place)).rejects.toBeInstanceOf(FolderLocked)
    for (const result of held) result.value()
  })

  it('is free again after its holder was killed', async () => {
    const place = join(folder, 'killed')
    const script = `
      import { lockFolder } from './lib/db/folder-lock.ts'
      await lockFolder(process.argv[1])
      console.log('held')
      setInterval(() => undefined, 1000)`
    const holder = spawn(
      process.execPath,
      ['--conditions=react-server', '--import=tsx', '--input-type=module', '-e', script, place],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    await new Promise((resolve) => holder.stdout.once('data', resolve))
    await expect(lockFolder(place)).rejects.toThrow(`process ${holder.pid}`)
    const gone = new Promise((resolve) => holder.once('exit', resolve))
    holder.kill('SIGKILL')
    await gone
    const release = await lockFolder(place)
    release()
  })
})
