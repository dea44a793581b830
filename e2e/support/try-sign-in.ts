import type { Stack } from './stack'
import { readCsrf } from './without-browser'

type Try = { fields: Record<string, string>; headers?: Record<string, string> }

/** `refusal`: the word that next-auth carries to the page; null when signed in. */
export type Tried = { http: number; refusal: string | null }

/** Signs in over HTTP as the page does, but with whatever fields and headers are given. */
export async function trySignIn(stack: Pick<Stack, 'url'>, { fields, headers = {} }: Try): Promise<Tried> {
  const { token, cookie } = await readCsrf(stack)
  const answer = await fetch(`${stack.url}/api/auth/callback/enos`, {
    method: 'POST',
    headers: { ...headers, cookie },
    body: new URLSearchParams({ csrfToken: token, json: 'true', ...fields }),
    redirect: 'manual',
  })
  const { url } = (await answer.json()) as { url: string }
  return { http: answer.status, refusal: new URL(url).searchParams.get('error') }
}
