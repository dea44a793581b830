import type { Stack } from '@/e2e/support/stack'
import { exchangeOverHttp, type HttpRequest } from '@/lib/gateway/exchange'

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
