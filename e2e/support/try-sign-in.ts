import type { Stack } from './stack'

type Try = { username: unknown; password: unknown; headers?: Record<string, string> }

/** `refusal`: the word that next-auth carries to the page; null when signed in. */
export type Tried = { http: number; refusal: string | null; cookie: string }

/** Signs in over HTTP as the page does, but with whatever is given. */
export async function trySignIn(stack: Stack, { username, password, headers = {} }: Try): Promise<Tried> {
  const first = await fetch(`${stack.url}/api/auth/csrf`)
  const csrfCookie = cookieOf(first)
  const { csrfToken } = (await first.json()) as { csrfToken: string }
  const { cookie = '', ...rest } = headers
  const answer = await fetch(`${stack.url}/api/auth/callback/enos`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...rest,
      cookie: [csrfCookie, cookie].filter(Boolean).join('; '),
    },
    body: JSON.stringify({ csrfToken, username, password, json: 'true' }),
    redirect: 'manual',
  })
  const { url } = (await answer.json()) as { url: string }
  const refusal = new URL(url).searchParams.get('error')
  return { http: answer.status, refusal, cookie: cookieOf(answer) }
}

function cookieOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((line) => line.slice(0, line.indexOf(';')))
    .join('; ')
}
