import { expect } from '@playwright/test'
import type { Account, CallFilter, LoggedCall } from './simulator-control'
import type { Stack } from './stack'
import { signInForCookie } from './without-browser'

type OwnersScene = {
  /** A running instance of theirs, which takes a minute to stop. */
  owned(...owners: Account[]): Promise<string>
  signedIn(account: Account): Promise<string>
  calls(filter: CallFilter): Promise<LoggedCall[]>
}

/** What tests need of who may ask for what. */
export function ownersScene(stack: Stack): OwnersScene {
  return {
    async owned(...accounts) {
      const owners = accounts.map(({ username }) => username)
      const running = { type: 1, status: 'RUNNING', cancelDelayMs: 60_000 } as const
      return (await stack.control.seedInstance({ ...running, owners })).flowInstId
    },
    signedIn: (account) => signInForCookie(stack, account),
    calls: (filter) => stack.control.calls(filter),
  }
}

/** The instances of which somebody's history shows a cancellation. */
export async function historyOf({ url }: Pick<Stack, 'url'>, cookie: string): Promise<string[]> {
  const answer = await fetch(`${url}/history`, { headers: { cookie }, redirect: 'manual' })
  expect(answer.status).toBe(200)
  return [...new Set((await answer.text()).match(/\b\d+-\d{14}\b/g))].sort()
}
