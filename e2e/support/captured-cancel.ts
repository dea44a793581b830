import type { Page, Request } from '@playwright/test'
import type { CancelResult } from '@/lib/shared/problems'
import { nextAction } from './action-request'
import { requestCancellation } from './instance-list'
import { resultIn } from './post-action'

/** One real cancel, as the browser sent it. */
export async function captureCancel(page: Page, flowInstId: string): Promise<Request> {
  const captured = nextAction(page)
  await requestCancellation(page, flowInstId)
  return captured
}

export type Replay = {
  cookie: string
  flowInstId: string
  /** The captured key where absent. */
  key?: string
  /** More fields than the page sends. */
  forged?: object
  origin?: string
}

export type Replayed = { status: number; body: string; result: CancelResult | null }

/** The same request once more, over plain HTTP: changed only in what is given. */
export async function replay(post: Request, { cookie, origin, forged, ...input }: Replay): Promise<Replayed> {
  const { host: _, connection: __, 'content-length': ___, ...headers } = await post.allHeaders()
  const [captured] = JSON.parse(post.postData() ?? '[]') as [object]
  const answer = await fetch(post.url(), {
    method: 'POST',
    headers: { ...headers, cookie, origin: origin ?? headers.origin ?? '' },
    body: JSON.stringify([{ ...captured, ...forged, ...input }]),
    redirect: 'manual',
  })
  const body = await answer.text()
  return { status: answer.status, body, result: resultIn(body) }
}
