import type { LogText } from '@/components/log/log-text'

/** The rows of a log as they are searched and copied. */
export function rowsOf(log: LogText): string[] {
  return everyRow(log, (row) => log.plain.slice(log.startOf(row), log.endOf(row)))
}

/** The rows of a log as they are painted. */
export function paintedRows(log: LogText): string[] {
  return everyRow(log, (row) =>
    log
      .runsOf(row)
      .map(({ text }) => text)
      .join(''),
  )
}

function everyRow({ rowCount }: LogText, textOf: (row: number) => string): string[] {
  return Array.from({ length: rowCount }, (_, row) => textOf(row))
}
