export type Ending = { code: number | null; signal: NodeJS.Signals | null }

export type Child = {
  name: string
  pid: number
  exited: Promise<Ending>
  isRunning(): boolean
  /** What it has written so far, stdout and stderr together. */
  output(): string
  stop(how?: { signal?: NodeJS.Signals; graceMs?: number }): Promise<Ending>
}
