import type { CancelResult } from '@/lib/shared/problems'
import type { Stack } from './stack'
import { findActionId } from './without-browser'

type ActionPost = {
  cookie: string
  input: unknown
  /** The page that sends it: one that knows the action. */
  from?: string
  /** The address that the page seems to be under; the app's own where absent. */
  origin?: string
}

type Result = { ok: boolean }

export type ActionAnswer<Answer extends Result = CancelResult> = {
  status: number
  body: string
  result: Answer | null
}

/** A call of a server action over plain HTTP, as the browser writes it. */
export async function postAction<Answer extends Result = CancelResult>(
  { url }: Pick<Stack, 'url'>,
  name: string,
  { cookie, input, from = '/', origin = url }: ActionPost,
): Promise<ActionAnswer<Answer>> {
  const answer = await fetch(url + from, {
    method: 'POST',
    headers: {
      'next-action': findActionId(name),
      'content-type': 'text/plain;charset=UTF-8',
      accept: 'text/x-component',
      origin,
      cookie,
    },
    body: JSON.stringify([input]),
    redirect: 'manual',
  })
  const body = await answer.text()
  return { status: answer.status, body, result: resultIn(body) }
}

/** What an action returned: one row of React's format. */
export function resultIn<Answer extends Result = CancelResult>(body: string): Answer | null {
  const row = body.split('\n').find((line) => /^\d+:\{"ok":/.test(line))
  return row ? (JSON.parse(row.slice(row.indexOf(':') + 1)) as Answer) : null
}
