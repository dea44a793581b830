import { readFileSync } from 'node:fs'
import type { Account } from '@/e2e/support/simulator-control'
import type { Stack } from '@/e2e/support/stack'
import { exchangeOverHttp, type HttpRequest } from '@/lib/gateway/exchange'

/** Signs in as the sign-in page does; resolves to the cookie header of the session. */
export async function signInForCookie(stack: Stack, account: Account): Promise<string> {
  const jar = new Map<string, string>()
  const keep = (answer: Response): void => {
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      jar.set(pair.slice(0, pair.indexOf('=')), pair)
    }
  }
  const csrf = await fetch(`${stack.url}/api/auth/csrf`)
  keep(csrf)
  const { csrfToken } = (await csrf.json()) as { csrfToken: string }
  const body = new URLSearchParams({
    csrfToken,
    username: account.username,
    password: account.password,
    json: 'true',
  })
  const done = await fetch(`${stack.url}/api/auth/callback/enos`, {
    method: 'POST',
    body,
    headers: { cookie: [...jar.values()].join('; ') },
    redirect: 'manual',
  })
  keep(done)
  if (!done.ok) throw new Error(`Sign-in answered ${done.status}.`)
  return [...jar.values()].join('; ')
}

type Manifest = { node: Record<string, { filename?: string; exportedName?: string }> }

/** The action's id in this build. */
export function findActionId(exportedName: string): string {
  const manifest = JSON.parse(readFileSync('.next/server/server-reference-manifest.json', 'utf8')) as Manifest
  const found = Object.entries(manifest.node).find(([, entry]) => entry.exportedName === exportedName)
  if (!found) throw new Error(`The build has no action ${exportedName}.`)
  return found[0]
}

/** Calls a server action as a browser would. By the client that the gateway calls are made with, as both sides are timed. */
export async function callAction(
  stack: Stack,
  { id, cookie, args }: { id: string; cookie: string; args: unknown[] },
): Promise<string> {
  return ask(stack, '/', {
    method: 'POST',
    headers: {
      'next-action': id,
      'content-type': 'text/plain;charset=UTF-8',
      accept: 'text/x-component',
      cookie,
    },
    body: JSON.stringify(args),
  })
}

export function getRoute(stack: Stack, { path, cookie }: { path: string; cookie: string }): Promise<string> {
  return ask(stack, path, { method: 'GET', headers: { cookie } })
}

async function ask(
  stack: Stack,
  path: string,
  init: Pick<HttpRequest, 'method' | 'headers' | 'body'>,
): Promise<string> {
  const { signal } = new AbortController()
  const answer = await exchangeOverHttp({ ...init, url: `${stack.url}${path}`, signal })
  if (answer.status !== 200 || answer.text === null) throw new Error(`${path} answered ${answer.status}.`)
  return answer.text
}
