import type { Judged } from './account'

export type Row = {
  fault: string
  site: string
  /** Kills, or cancellations where nothing is killed. */
  runs: number
  outcomes: Map<string, number>
  worstMs: number
  differences: string[]
}

/** Every row of the bench, and what was found different anywhere. */
export class Report {
  readonly #rows: Row[] = []

  row(fault: string, site: string): Row {
    const known = this.#rows.find((row) => row.fault === fault && row.site === site)
    if (known) return known
    const row: Row = { fault, site, runs: 0, outcomes: new Map(), worstMs: 0, differences: [] }
    this.#rows.push(row)
    return row
  }

  differences(): string[] {
    return this.#rows.flatMap(({ fault, site, differences }) =>
      differences.map((what) => `${site}, ${fault}: ${what}`),
    )
  }

  counts(): { passed: number; failed: number } {
    const failed = this.#rows.filter(({ differences }) => differences.length > 0).length
    return { passed: this.#rows.length - failed, failed }
  }

  /** Fault × runs × outcomes × worst time to truth. */
  table(): string {
    const head = ['fault', 'on', 'runs', 'outcomes', 'worst time to truth', 'differences']
    const lines = this.#rows.map(({ fault, site, runs, outcomes, worstMs, differences }) => [
      fault,
      site,
      String(runs),
      [...outcomes].map(([outcome, count]) => `${outcome} ${count}`).join(', '),
      `${(worstMs / 1000).toFixed(1)} s`,
      String(differences.length),
    ])
    const widths = head.map((title, n) =>
      Math.max(...[head, ...lines].map((line) => line[n]?.length ?? title.length)),
    )
    return [head, ...lines]
      .map((line) =>
        line
          .map((cell, n) => cell.padEnd(widths[n] ?? 0))
          .join('  ')
          .trimEnd(),
      )
      .join('\n')
  }
}

/** Adds what became of one cancellation; `expected`: the outcomes that the fault may have. */
export function note(row: Row, judged: Judged, expected?: readonly string[]): void {
  const { outcome, msToTruth, flowInstId } = judged
  row.outcomes.set(outcome, (row.outcomes.get(outcome) ?? 0) + 1)
  row.worstMs = Math.max(row.worstMs, msToTruth)
  row.differences.push(...judged.differences)
  if (expected && !expected.includes(outcome))
    row.differences.push(`${flowInstId}: ${outcome} was not expected`)
}
