import { existsSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { HoldPlace } from '@/e2e/support/database-relay'
import type { FaultKind } from '@/e2e/support/simulator-control'
import type { CancellationState } from '@/lib/shared/cancellation'
import { isOpen } from '@/lib/shared/cancellation'
import type { Ask } from './person'
import type { Site } from './site'

/** What is left of a wish right after the kill: its state, if it has a record, and how far EnOS got with it. */
export type Left = { state: string | null; posts: number; cancels: number }

export type KillPoint = {
  name: string
  /** Before anybody asks: from now on, everybody stops there. */
  arm: (site: Site) => Promise<void>
  /** While they ask, where it takes more than waiting. */
  steer?: (site: Site, asks: Ask[]) => Promise<void>
  /** Whether all of them stand there, or whoever can. */
  isReached: (site: Site, asks: Ask[]) => Promise<boolean>
  /** What a wish that stood there must have left. */
  left: (left: Left) => boolean
}

const POST = 'flowInstances.cancel'
const READ = 'flowInstances.get'
const TOKEN_LIFE_S = 1

async function holdCalls(site: Site, operation: string, when: 'before' | 'after'): Promise<void> {
  const kind: FaultKind = { type: 'hold', when }
  await site.control.addFault({ operation, times: 1_000, kind })
}

async function heldCalls(site: Site, operation: string): Promise<number> {
  return (await site.control.held()).filter((call) => call.operation.startsWith(operation)).length
}

const areHeld =
  (operation: string): KillPoint['isReached'] =>
  async (site, asks) =>
    (await heldCalls(site, operation)) >= asks.length

type InDatabase = {
  arm: (site: Site) => Promise<void>
  isReached: (site: Site, asks: readonly unknown[]) => Promise<boolean>
}

/** In the database: before the event is written, or after it is committed and before anybody is told so. */
export function inDatabase(phase: string, place: HoldPlace): InDatabase {
  return {
    arm: async (site) => {
      if (site.database) return site.database.hold(`"phase":"${phase}"`, place)
      await writeFile(join(site.stopFolder, 'order'), JSON.stringify({ phase, place, since: Date.now() }))
    },
    isReached: async (site, asks) => {
      if (!site.database) return existsSync(join(site.stopFolder, 'reached'))
      // Ends are recorded as the follower comes by, so not all of them stand there at once.
      return site.database.held() >= (phase === 'settled' ? 1 : asks.length)
    },
  }
}

/** Everybody goes on from where they were stopped: what EnOS had received, it processes now. */
export async function disarm(site: Site): Promise<void> {
  site.database?.release()
  await rm(join(site.stopFolder, 'order'), { force: true })
  await rm(join(site.stopFolder, 'reached'), { force: true })
  await site.control.clearFaults()
  await site.control.releaseHeld()
  await site.control.patchSettings({ tokenLifeS: 7200 })
}

/** Where a server is killed, in the order of a cancel. */
export const KILL_POINTS: readonly KillPoint[] = [
  {
    name: 'during the fresh read',
    arm: (site) => holdCalls(site, READ, 'before'),
    isReached: areHeld(READ),
    left: ({ state, posts }) => state === null && posts === 0,
  },
  {
    name: 'before the intent is committed',
    ...inDatabase('requested', 'before'),
    left: ({ state, posts }) => state === null && posts === 0,
  },
  {
    name: 'intent committed, not yet acknowledged',
    ...inDatabase('requested', 'after'),
    left: ({ state, posts }) => state === 'requested' && posts === 0,
  },
  {
    name: 'waiting for the token',
    arm: async (site) => {
      await site.control.patchSettings({ tokenLifeS: TOKEN_LIFE_S })
      await site.control.expireTokens()
      await holdCalls(site, READ, 'after')
    },
    steer: async (site, asks) => {
      await waitUntil(async () => (await site.control.held()).length >= asks.length)
      // Now the token that was good for the reads is too old for the cancels.
      await sleep(TOKEN_LIFE_S * 1000)
      await holdCalls(site, 'token.get', 'before')
      await holdCalls(site, 'token.refresh', 'before')
      await site.control.releaseHeld()
    },
    isReached: async (site) => (await heldCalls(site, 'token.')) > 0,
    left: ({ state, posts }) => state === 'requested' && posts === 0,
  },
  {
    name: 'before `sent` is committed',
    ...inDatabase('sent', 'before'),
    left: ({ state, posts }) => state === 'requested' && posts === 0,
  },
  {
    name: '`sent` committed, before the socket',
    ...inDatabase('sent', 'after'),
    left: ({ state, posts }) => state === 'sent' && posts === 0,
  },
  {
    name: 'during the POST, which EnOS processes later',
    arm: (site) => holdCalls(site, POST, 'before'),
    isReached: areHeld(POST),
    left: ({ state, posts, cancels }) => state === 'sent' && posts === 1 && cancels === 0,
  },
  {
    name: 'during the POST, which EnOS never processes',
    arm: async (site) => {
      await holdCalls(site, POST, 'before')
      await site.control.addFault({ operation: POST, times: 1_000, kind: { type: 'cut', when: 'before' } })
    },
    isReached: areHeld(POST),
    left: ({ state, posts, cancels }) => state === 'sent' && posts === 1 && cancels === 0,
  },
  {
    name: 'EnOS processed it, its answer on the way',
    arm: (site) => holdCalls(site, POST, 'after'),
    isReached: areHeld(POST),
    left: ({ state, posts, cancels }) => state === 'sent' && posts === 1 && cancels === 1,
  },
  {
    name: 'answer received, not yet recorded',
    ...inDatabase('answered', 'before'),
    left: ({ state, cancels }) => state === 'sent' && cancels === 1,
  },
  {
    name: 'between the follower’s read and its record',
    ...inDatabase('settled', 'before'),
    left: ({ state, cancels }) => state !== null && isOpen(state as CancellationState) && cancels === 1,
  },
]

/** @throws when it takes longer than anything here may */
export async function waitUntil(isTrue: () => Promise<boolean>, limitMs = 20_000): Promise<void> {
  const deadline = Date.now() + limitMs
  while (!(await isTrue())) {
    if (Date.now() > deadline) throw new Error('Nobody got there.')
    await sleep(15)
  }
}
