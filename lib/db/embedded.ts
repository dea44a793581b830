import 'server-only'
import { fsyncSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'
import { lockFolder } from '@/lib/db/folder-lock'

type Stream = { nfd: number | null }
type Emscripten = { NODEFS: { stream_ops: { fsync?: (stream: Stream) => number } } }

/** PGlite's file system, with fsync passed on to the disk: without it a power cut may lose what was committed. */
class DurableFS extends NodeFS {
  fsyncs = 0

  override async init(
    ...[database, options]: Parameters<NodeFS['init']>
  ): Promise<Awaited<ReturnType<NodeFS['init']>>> {
    const made = await super.init(database, options)
    const hook = (module: unknown): void => {
      ;(module as Emscripten).NODEFS.stream_ops.fsync = (stream) => {
        try {
          if (stream.nfd !== null) fsyncSync(stream.nfd)
        } catch {
          return INPUT_OUTPUT_ERROR
        }
        this.fsyncs += 1
        return 0
      }
    }
    const preRun = [...(made.emscriptenOpts.preRun ?? []), hook] as typeof made.emscriptenOpts.preRun
    return { emscriptenOpts: { ...made.emscriptenOpts, preRun } }
  }
}

/** WASI's errno, for PostgreSQL to stop at. */
const INPUT_OUTPUT_ERROR = 29

/** PGlite has no autovacuum, which also gathers what plans are made from. */
const VACUUM_EVERY_MS = 3_600_000

const settings = ['shared_buffers=16MB', 'wal_sync_method=fsync', 'TimeZone=UTC']

export type Embedded = { client: PGlite; fsyncs: () => number; close: () => Promise<void> }

/**
 * Opens the embedded database in a folder, alone and with real fsyncs.
 * @throws FolderLocked when another process has it open; Error when commits would not reach the disk
 */
export async function openEmbedded(folder: string): Promise<Embedded> {
  const unlock = await lockFolder(folder)
  try {
    const fs = new DurableFS(join(folder, 'pg'))
    const client = await PGlite.create({
      fs,
      relaxedDurability: false,
      startParams: [
        ...PGlite.defaultStartParams.filter((param) => param !== '-F'),
        ...settings.flatMap((setting) => ['-c', setting]),
      ],
    })
    await checkDurable(client, fs)
    const upkeep = setInterval(
      () => client.query('vacuum analyze').catch(() => undefined),
      VACUUM_EVERY_MS,
    ).unref()
    const close = async (): Promise<void> => {
      clearInterval(upkeep)
      await client.close()
      unlock()
    }
    return { client, fsyncs: () => fs.fsyncs, close }
  } catch (error) {
    unlock()
    throw error
  }
}

/** The hook leans on PGlite's internals, so a release that moves them must not go unnoticed. */
async function checkDurable(client: PGlite, fs: DurableFS): Promise<void> {
  const before = fs.fsyncs
  await client.query(`select pg_logical_emit_message(true, 'flowstop', 'durable')`)
  if (fs.fsyncs === before) {
    throw new Error(
      'The embedded database does not write through to the disk; Flowstop refuses to run on it.',
    )
  }
}
