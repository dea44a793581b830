import type { BrowserContext, ConsoleMessage } from '@playwright/test'

/** Collects what no page may do: throw, or write an error to the console. */
export function watchForErrors(context: BrowserContext): string[] {
  const errors: string[] = []
  context.on('console', (message: ConsoleMessage) => {
    if (message.type() === 'error') errors.push(`console: ${message.text()} (${message.location().url})`)
  })
  context.on('weberror', (webError) => errors.push(`page: ${webError.error().message}`))
  return errors
}

export function unexpectedErrors(errors: string[], allowed: RegExp): string[] {
  return errors.filter((error) => !allowed.test(error))
}

/** What Chromium writes while the server is down: for tests that stop or restart it under an open page. */
export const lostConnection = /net::ERR_|Failed to fetch/

export const noErrorAllowed = /(?!)/
