export type TestPostgres = { url: string; stop: () => Promise<void> }

export function startTestPostgres(): Promise<TestPostgres | { reason: string }>
