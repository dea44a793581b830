import type { Child } from './start-child.mjs'

export type App = { url: string; child: Child }

export type AppOptions = {
  mode?: 'start' | 'dev'
  port: number
  env: Record<string, string>
  onOutput?: (chunk: string) => void
}

export function startApp(options: AppOptions): Promise<App>
export function launchApp(options: AppOptions): App
