import type { Child } from './start-child.mjs'

export type App = { url: string; child: Child }

export function startApp(options: {
  mode?: 'start' | 'dev'
  port: number
  env: Record<string, string>
  onOutput?: (chunk: string) => void
}): Promise<App>
