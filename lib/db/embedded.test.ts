import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openEmbedded } from '@/lib/db/embedded'
import { FolderLocked, lockFolder } from '@/lib/db/folder-lock'
import { answerAtLock, askHolder } from '@/lib/db/folder-questions'

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

describe('a question at the lock of a folder', () => {
  const place = join(folder, 'asked')

  it('is answered by the process that holds it, and leaves the lock as it is', async () => {
    const unlock = await lockFolder(place)
    expect(await askHolder(place, 'too early')).toBeNull()
    answerAtLock(async (question) => `you asked: ${question}`)
    expect(await Promise.all([1, 2, 3].map((n) => askHolder(place, `what is ${n}?`)))).toEqual([
      'you asked: what is 1?',
      'you asked: what is 2?',
      'you asked: what is 3?',
    ])
    await expect(lockFolder(place)).rejects.toBeInstanceOf(FolderLocked)
    unlock()
    expect(await askHolder(place, 'too late')).toBeNull()
    const release = await lockFolder(place)
    release()
  })

  it('gets no answer where there is none, and harms nobody', async () => {
    const unlock = await lockFolder(place)
    answerAtLock(() => Promise.reject(new Error('cannot')))
    expect(await askHolder(place, 'what?')).toBeNull()
    answerAtLock(async (question) => question)
    expect(await askHolder(place, 'x'.repeat(100_000))).toBeNull()
    const silent = connect(join(place, 'lock'))
    await once(silent, 'connect')
    silent.destroy()
    expect(await askHolder(place, 'still there?')).toBe('still there?')
    unlock()
  })

  it('can be put by nobody but the account that the server runs as', async () => {
    const unlock = await lockFolder(place)
    expect(statSync(place).mode & 0o777).toBe(0o700)
    unlock()
  })
})
