import 'server-only'
import { giveBack, takeDue, voidLeases } from '@/lib/cancellations/follow-ups'
import { actWork, takeDueActs } from '@/lib/flow-actions/follow-ups'
import { follow, followAct } from '@/lib/follower/follow'

type Taking = Parameters<typeof takeDue>[0]

/** One look that is due, how many calls of EnOS it may take, and how to make it; `since`: from when this server could look. */
export type DueLook = { id: string; calls: number; look: (since: number) => Promise<void> }

/** Open cancellations, and open acts on workflows. */
const KINDS = [takeCancellations, takeActs] as const

/** Takes what is due, of both kinds; which goes first is up to the caller. */
export async function takeLooks(taking: Taking, isActsFirst: boolean): Promise<DueLook[]> {
  const taken: DueLook[] = []
  for (const take of isActsFirst ? KINDS.toReversed() : KINDS) {
    const most = taking.most - taken.length
    if (most > 0) taken.push(...(await take({ ...taking, most })))
  }
  return taken
}

async function takeCancellations(taking: Taking): Promise<DueLook[]> {
  const due = await takeDue(taking)
  return due.map(({ record, looks }) => ({
    id: record.id,
    calls: 1,
    look: (since) => follow({ record, looks, since }),
  }))
}

async function takeActs(taking: Taking): Promise<DueLook[]> {
  const due = await takeDueActs(taking)
  return due.map(({ record, looks }) => ({
    id: record.id,
    // A run is looked for in lists of three types.
    calls: record.kind === 'run_again' ? 3 : 1,
    look: (since) => followAct({ record, looks, since }),
  }))
}

export async function voidAllLeases(now: number): Promise<void> {
  await voidLeases(now)
  await actWork.voidLeases(now)
}

export async function giveAllBack(ids: string[], now: number): Promise<void> {
  await giveBack(ids, now)
  await actWork.giveBack(ids, now)
}
