/** Figures of repeated runs. Machines are noisy: both sides take turns in one run, and medians are quoted. */
export type Samples = { label: string; ms: number[] }

export function quantile(ms: number[], q: number): number {
  const sorted = [...ms].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN
}

export type BenchSide = { label: string; run: (round: number) => Promise<void> }

/** Runs the sides in turn, rounds `from` to `from + rounds`. */
export async function takeTurns(
  sides: BenchSide[],
  { from, rounds }: { from: number; rounds: number },
): Promise<Samples[]> {
  const samples = sides.map(({ label }) => ({ label, ms: [] as number[] }))
  for (let round = from; round < from + rounds; round++) {
    for (const [side, { run }] of sides.entries()) {
      const startedAt = performance.now()
      await run(round)
      samples[side]?.ms.push(performance.now() - startedAt)
    }
  }
  return samples
}

/** One row a side: p50 and p95 in ms, and the ratio of the medians to the first side's. */
export function table(samples: Samples[]): string {
  const base = quantile(samples[0]?.ms ?? [], 0.5)
  const width = Math.max(...samples.map(({ label }) => label.length))
  return samples
    .map(({ label, ms }) => {
      const p50 = quantile(ms, 0.5)
      const figures = [
        `p50 ${p50.toFixed(1)} ms`,
        `p95 ${quantile(ms, 0.95).toFixed(1)} ms`,
        `${(p50 / base).toFixed(2)} ×`,
      ]
      return `  ${label.padEnd(width)}  ${figures.map((figure) => figure.padStart(13)).join('')}   (${ms.length} runs)`
    })
    .join('\n')
}
