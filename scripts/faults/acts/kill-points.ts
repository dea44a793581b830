import { inDatabase } from '@/scripts/faults/kill-points'
import type { Site } from '@/scripts/faults/site'
import { ACTS, type ActWish, KINDS } from './wish'

export type ActKillPoint = {
  name: string
  /** Also in the short version. */
  isShort?: true
  arm: (site: Site) => Promise<void>
  isReached: (site: Site, wishes: ActWish[]) => Promise<boolean>
}

/** Each POST stands in EnOS, before or after it was carried out. */
function atPost(when: 'before' | 'after'): Pick<ActKillPoint, 'arm' | 'isReached'> {
  return {
    arm: async ({ control }) => {
      for (const kind of KINDS)
        await control.addFault({ operation: ACTS[kind].operation, times: 100, kind: { type: 'hold', when } })
    },
    isReached: async ({ control }, wishes) => {
      const standing = (await control.held()).filter(({ operation }) => operation.startsWith('flows.'))
      return standing.length >= wishes.length
    },
  }
}

/** Where a server is killed, in the order of an act. */
export const ACT_KILL_POINTS: readonly ActKillPoint[] = [
  { name: 'intent committed, not yet acknowledged', isShort: true, ...inDatabase('requested', 'after') },
  { name: '`sent` committed, before the socket', isShort: true, ...inDatabase('sent', 'after') },
  { name: 'during the POST, which EnOS processes later', ...atPost('before') },
  { name: 'EnOS processed it, its answer on the way', isShort: true, ...atPost('after') },
  { name: 'answer received, not yet recorded', ...inDatabase('answered', 'before') },
]
