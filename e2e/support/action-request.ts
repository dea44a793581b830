import type { Page, Request } from '@playwright/test'

/** Whether a page calls a server action with it. */
export function isAction(request: Request): boolean {
  return request.method() === 'POST' && 'next-action' in request.headers()
}

/** The next call of a server action that `matches`, as the browser sends it. */
export function nextAction(
  page: Page,
  matches: (request: Request) => boolean = () => true,
): Promise<Request> {
  return page.waitForRequest((request) => isAction(request) && matches(request))
}
