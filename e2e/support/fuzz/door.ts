import type { Random } from './random'
import type { RawRequest } from './wire'

export const VISITORS = ['nobody', 'ended session', 'signed in'] as const
export type Visitor = (typeof VISITORS)[number]

/** What the doors may aim at. */
export type World = {
  /** `http://host:port` of the app. */
  origin: string
  cookies: Readonly<Record<Visitor, string>>
  /** What next-auth wants to see before it takes a form. */
  csrf: { token: string; cookie: string }
  actions: {
    cancel: string
    claim: string
    askAgain: string
    checkNow: string
    pauseSchedule: string
    resumeSchedule: string
    runAgain: string
  }
  /** Instances that run and belong to who is signed in: nothing here may stop them. */
  bait: readonly string[]
  /** One that belongs to somebody else. */
  foreign: string
}

export type FuzzRequest = RawRequest & {
  as: Visitor
  /** No HTTP at all: the server may close the connection without a word. */
  isMalformed?: boolean
}

/** One way in, and how many requests go there. */
export type Door = { name: string; count: number; make: (random: Random, world: World) => FuzzRequest }

export function withCookie(world: World, as: Visitor): [string, string][] {
  return world.cookies[as] === '' ? [] : [['Cookie', world.cookies[as]]]
}

/** Mostly somebody who is signed in: who gets furthest. */
export function anyVisitor(random: Random): Visitor {
  return random.chance(0.6) ? 'signed in' : random.pick(VISITORS)
}
