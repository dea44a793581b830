import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { drizzle } from 'drizzle-orm/pglite'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { appendEvent } from '@/lib/cancellations/append-event'
import { openCancellation } from '@/lib/cancellations/open-cancellation'
import type { Database, OpenDatabase } from '@/lib/db/client'
import { type Embedded, openEmbedded } from '@/lib/db/embedded'
import { migrate } from '@/lib/db/migrate'
import * as schema from '@/lib/db/schema'
import { processWide } from '@/lib/shared/process-wide'
import { viewerOf } from '@/lib/testing/people'
import { wishOf } from '@/lib/testing/wishes'

const folder = mkdtempSync(join(tmpdir(), 'flowstop-durable-'))
const viewer = viewerOf()
let embedded: Embedded

beforeAll(async () => {
  embedded = await openEmbedded(folder)
  const db: Database = drizzle(embedded.client, { schema })
  await migrate(db)
  const opening = Promise.resolve({ db, kind: 'embedded', close: embedded.close } satisfies OpenDatabase)
  processWide('database', () => ({ opening: null as Promise<OpenDatabase> | null })).opening = opening
  // The first event of an organization has a chain to begin.
  await openCancellation(viewer, wishOf())
}, 120_000)
afterAll(async () => {
  await embedded.close()
  rmSync(folder, { recursive: true, force: true })
})

/** How often the disk was waited for while `work` went on. */
async function fsyncsOf<T>(work: () => Promise<T>): Promise<{ result: T; fsyncs: number }> {
  const before = embedded.fsyncs()
  const result = await work()
  return { result, fsyncs: embedded.fsyncs() - before }
}

it('waits for the disk once before it acknowledges an intent, and once before anything is sent', async () => {
  for (let n = 0; n < 25; n++) {
    const opened = await fsyncsOf(() => openCancellation(viewer, wishOf()))
    expect(opened).toMatchObject({ fsyncs: 1, result: { kind: 'opened' } })
    if (opened.result.kind !== 'opened') continue
    const { record } = opened.result
    const actor = { kind: 'person', userId: viewer.userId, username: viewer.username } as const
    const step = { type: 'sent', attempt: 1 } as const
    const sent = await fsyncsOf(() => appendEvent(record, { step, actor, at: Date.now() }))
    expect(sent).toMatchObject({ fsyncs: 1, result: { written: true } })
  }
})

it('counts the same for intents that are asked for at once', async () => {
  const { result, fsyncs } = await fsyncsOf(() =>
    Promise.all(Array.from({ length: 20 }, () => openCancellation(viewer, wishOf()))),
  )
  expect(result.map(({ kind }) => kind)).toEqual(Array.from({ length: 20 }, () => 'opened'))
  expect(fsyncs).toBe(20)
})
