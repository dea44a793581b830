import { readFileSync } from 'node:fs'
import type { Account } from './simulator-control'
import type { Stack } from './stack'

type At = Pick<Stack, 'url'>

/** Signs in as the sign-in page does; resolves to the cookie header of the session. */
export async function signInForCookie(
  stack: At,
  { username, password }: Pick<Account, 'username' | 'password'>,
): Promise<string> {
  const csrf = await readCsrf(stack)
  const answer = await postForm(stack, 'callback/enos', csrf, { username, password })
  return [csrf.cookie, ...cookiesOf(answer)].join('; ')
}

/** Signs out as the person menu does: the session of this cookie is over on the server. */
export async function signOutCookie(stack: At, cookie: string): Promise<void> {
  const { token } = await readCsrf(stack, cookie)
  await postForm(stack, 'signout', { token, cookie }, {})
}

type Csrf = { token: string; cookie: string }

/** A token against forged forms, and the cookies that it goes with. */
export async function readCsrf({ url }: At, cookie = ''): Promise<Csrf> {
  const answer = await fetch(`${url}/api/auth/csrf`, { headers: { cookie } })
  const { csrfToken } = (await answer.json()) as { csrfToken: string }
  return { token: csrfToken, cookie: cookiesOf(answer).join('; ') }
}

async function postForm(
  { url }: At,
  path: string,
  { token, cookie }: Csrf,
  fields: Record<string, string>,
): Promise<Response> {
  const answer = await fetch(`${url}/api/auth/${path}`, {
    method: 'POST',
    body: new URLSearchParams({ ...fields, csrfToken: token, json: 'true' }),
    headers: { cookie },
    redirect: 'manual',
  })
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}.`)
  return answer
}

function cookiesOf(answer: Response): string[] {
  return answer.headers.getSetCookie().map((line) => line.split(';', 1)[0] ?? '')
}

type Manifest = { node: Record<string, { filename?: string; exportedName?: string }> }

/** The action's id in this build. */
export function findActionId(exportedName: string): string {
  const manifest = JSON.parse(readFileSync('.next/server/server-reference-manifest.json', 'utf8')) as Manifest
  const found = Object.entries(manifest.node).find(([, entry]) => entry.exportedName === exportedName)
  if (!found) throw new Error(`The build has no action ${exportedName}.`)
  return found[0]
}
