import { randomUUID } from 'node:crypto'
import type { NewInstance } from '@/e2e/support/simulator-control'
import { findActionId, signInForCookie } from '@/e2e/support/without-browser'
import type { OpenCancellations } from '@/lib/shared/instances'
import type { CancelResult } from '@/lib/shared/problems'
import type { Site } from './site'

/** Someone who is signed in; kept to fewer cancellations than one page of the history holds. */
export type Person = { username: string; cookie: string }

/** One cancellation that was asked for, and what the person was told; null where no answer came. */
export type Ask = {
  person: Person
  flowInstId: string
  key: string
  told: CancelResult | null
  askedAt: number
}

export async function newPerson(site: Site): Promise<Person> {
  const username = `p-${randomUUID().slice(0, 8)}`
  const account = await site.control.createAccount({ username, password: `${username}-password` })
  return { username, cookie: await signInForCookie(site, account) }
}

/** An instance that runs, for a person to cancel; nothing is asked yet. */
export async function prepare(site: Site, person: Person, seed: Partial<NewInstance> = {}): Promise<Ask> {
  const { flowInstId } = await site.control.seedInstance({
    owners: [person.username],
    type: 1,
    status: 'RUNNING',
    flowName: 'meter-reading-import',
    ...seed,
  })
  return { person, flowInstId, key: randomUUID(), told: null, askedAt: 0 }
}

/** Asks by a real action request, as the page sends it. A server that goes down leaves the ask without an answer. */
export async function ask(at: { url: string }, wish: Ask): Promise<Ask> {
  wish.askedAt ||= Date.now()
  const { flowInstId, key, person } = wish
  const input = { flowInstId, reason: 'stuck', note: '', key }
  const told = await callAction<CancelResult>(at, {
    name: 'cancelFlowInstance',
    cookie: person.cookie,
    input,
  })
  wish.told = told ?? wish.told
  return wish
}

/** What an action returned; null where the connection is gone, and with it what the server would have said. */
export async function callAction<Answer>(
  at: { url: string },
  { name, cookie, input, path = '/' }: { name: string; cookie: string; input: unknown; path?: string },
): Promise<Answer | null> {
  try {
    const answer = await fetch(`${at.url}${path}`, {
      method: 'POST',
      headers: {
        'next-action': findActionId(name),
        'content-type': 'text/plain;charset=UTF-8',
        accept: 'text/x-component',
        cookie,
      },
      body: JSON.stringify([input]),
    })
    return resultIn<Answer>(await answer.text())
  } catch {
    return null
  }
}

/** One row of React's format. */
function resultIn<Answer>(body: string): Answer | null {
  const row = body.split('\n').find((line) => /^\d+:\{"ok":/.test(line))
  return row ? (JSON.parse(row.slice(row.indexOf(':') + 1)) as Answer) : null
}

/** What the page polls: the open cancellations of a person. */
export async function readOpen(at: { url: string }, { cookie }: Person): Promise<OpenCancellations> {
  const answer = await fetch(`${at.url}/api/cancellations/open`, { headers: { cookie } })
  if (!answer.ok) throw new Error(`/api/cancellations/open answered ${answer.status}.`)
  return (await answer.json()) as OpenCancellations
}

/** The history as a person sees it: the words of each row, by instance. */
export async function readHistoryPage(
  at: { url: string },
  { cookie }: Person,
): Promise<Map<string, string[]>> {
  const answer = await fetch(`${at.url}/history`, { headers: { cookie, 'accept-language': 'en' } })
  if (!answer.ok) throw new Error(`/history answered ${answer.status}.`)
  const html = inPlace(await answer.text()).replaceAll(/<script\b[\s\S]*?<\/script>/g, '')
  const rows = new Map<string, string[]>()
  for (const row of html.split(/<tr\b/).slice(1)) {
    const words = row
      .replaceAll(/<!--.*?-->/g, '')
      .replaceAll(/<[^>]*>?/g, ' ')
      .replaceAll(/\s+/g, ' ')
    const flowInstId = /\b\d+-\d{8,17}\b/.exec(words)?.[0]
    if (flowInstId) rows.set(flowInstId, [...(rows.get(flowInstId) ?? []), words])
  }
  return rows
}

/** A page that is sent while it is being made has its late parts at the end; its own script moves them to their places. */
function inPlace(html: string): string {
  let page = html.replaceAll(/<script>self\.__next_f[\s\S]*?<\/script>/g, '')
  for (const [call, part] of page.matchAll(/\$RS\("S:(\w+)","P:\w+"\)/g)) {
    const mark = `id="S:${part}">`
    const from = page.indexOf(mark)
    const to = page.lastIndexOf('<script', page.indexOf(call))
    const content = page.slice(from + mark.length, to)
    page = page.slice(0, from + mark.length) + page.slice(to)
    page = page.replace(`<template id="P:${part}"></template>`, () => content)
  }
  return page
}
