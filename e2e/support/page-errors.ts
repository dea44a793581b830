import type { BrowserContext, ConsoleMessage } from '@playwright/test'

const VIOLATION = /Content Security Policy/

/** Collects what no page may do: throw, or write an error to the console, as every violation of the policy is. */
export function watchForErrors(context: BrowserContext, errors: string[] = []): string[] {
  context.on('console', (message: ConsoleMessage) => {
    if (message.type() === 'error') errors.push(`console: ${message.text()} (${message.location().url})`)
  })
  context.on('weberror', (webError) => errors.push(`page: ${webError.error().message}`))
  return errors
}

/** What a test did not provoke on purpose. A violation of the Content-Security-Policy never is. */
export function unexpectedErrors(errors: string[], allowed: RegExp): string[] {
  return errors.filter((error) => VIOLATION.test(error) || !allowed.test(error))
}

/** What Chromium writes while the server is down: for tests that stop or restart it under an open page. */
export const lostConnection = /net::ERR_|Failed to fetch/

export const noErrorAllowed = /(?!)/
