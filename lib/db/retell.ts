import 'server-only'
import type { LogEntry } from '@/lib/db/event-log'

/** An event as it was read; `entry` is null where its text cannot be read. */
export type ToldEvent = { n: number; entry: LogEntry | null }

export type Replay<Row> = { ok: true; record: Row } | { ok: false; n: number }

/** What has been told so far. `due`: the event that must come next, since it is written together with the last one. */
export type Story<Row> = { record: Row; due: { phase: 'sent' | 'settled'; at: number } | null }

type Telling<Row> = {
  begin: (entry: LogEntry) => Story<Row> | null
  goOn: (story: Story<Row>, entry: LogEntry) => Story<Row> | null
}

/** The record that its events make, from nothing; or the number of the first that tells what cannot have happened. */
export function retell<Row>(events: readonly ToldEvent[], { begin, goOn }: Telling<Row>): Replay<Row> {
  let story: Story<Row> | null = null
  for (const { n, entry } of events) {
    if (entry !== null) story = story === null ? begin(entry) : goOn(story, entry)
    if (entry === null || story === null) return { ok: false, n }
  }
  if (story === null || story.due !== null) return { ok: false, n: events.at(-1)?.n ?? 0 }
  return { ok: true, record: story.record }
}
