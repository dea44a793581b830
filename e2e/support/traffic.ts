import type { BrowserContext, Request, Response } from '@playwright/test'
import type { Kept } from './secret-search'

export type Traffic = {
  /** Everything that the browser sent: addresses, headers, bodies. */
  sent(): Promise<Kept[]>
  /** Everything that it got: addresses, headers, bodies. */
  got(): Promise<Kept[]>
  scripts(): string[]
}

/** Keeps whatever passes between a browser and the server. */
export function keepTraffic(context: BrowserContext): Traffic {
  const sent: Promise<Kept>[] = []
  const got: Promise<Kept>[] = []
  const scripts = new Set<string>()
  context.on('request', (request) => sent.push(keepRequest(request)))
  context.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.add(response.url())
    got.push(keepResponse(response))
  })
  return {
    sent: () => Promise.all(sent),
    got: () => Promise.all(got),
    scripts: () => [...scripts],
  }
}

async function keepRequest(request: Request): Promise<Kept> {
  const where = `${request.method()} ${new URL(request.url()).pathname}`
  const headers = await request.allHeaders().catch(() => request.headers())
  return { where, text: [request.url(), JSON.stringify(headers), request.postData() ?? ''].join('\n') }
}

async function keepResponse(response: Response): Promise<Kept> {
  const request = response.request()
  const where = `the answer to ${request.method()} ${new URL(request.url()).pathname}`
  const headers = await response.allHeaders().catch(() => response.headers())
  // A redirect has no body, and a page that was left in the meantime has taken its own along.
  const body = await response.text().catch(() => '')
  return { where, text: [response.url(), JSON.stringify(headers), body].join('\n') }
}
