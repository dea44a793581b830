import 'server-only'

/** Writers of one record meet rarely; each round one of them gets through. */
const MOST_ROUNDS = 20

export type Versioned = { id: string; version: number }

export type Appended<Row> = { written: boolean; record: Row }

type Ways<Row> = {
  /** Writes on condition that the record is still as given, and returns it as written; null where nothing was. */
  write: (record: Row) => Promise<Row | null>
  reload: (id: string) => Promise<Row>
}

/** Writes a record as it was read; where somebody else was quicker, reads it again and tries once more. */
export async function writeInTurn<Row extends Versioned>(
  known: Row,
  { write, reload }: Ways<Row>,
): Promise<Appended<Row>> {
  let record = known
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const after = await write(record)
    if (after) return { written: true, record: after }
    const fresh = await reload(record.id)
    if (fresh.version === record.version) return { written: false, record: fresh }
    record = fresh
  }
  throw new Error(`Record ${known.id} kept changing.`)
}

/** The columns that are different. */
export function changesBetween<Row extends object>(before: Row, after: Row): Partial<Row> {
  const columns = Object.entries(after) as [keyof Row, unknown][]
  return Object.fromEntries(columns.filter(([name, value]) => value !== before[name])) as Partial<Row>
}
