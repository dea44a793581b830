/** Pages with keys of their own. */
export type KeyPage = 'list' | 'instance' | 'task'

const REASON = { keys: ['1', '…', '7'], does: 'help.reason' } as const
const CONFIRM = { keys: ['Ctrl', 'Enter'], does: 'help.confirm' } as const
const LEAVE = { keys: ['Esc'], does: 'help.leave' } as const
const OPEN = { keys: ['?'], does: 'help.open' } as const

/** The keys of each page, in the order in which they are told; `where` they work, if not everywhere on it. */
export const HELP_KEYS = {
  list: [
    {
      where: null,
      keys: [
        { keys: ['/'], does: 'help.search' },
        { keys: ['Enter'], does: 'help.found' },
        { keys: ['j', 'k'], does: 'help.move' },
        { keys: ['o'], does: 'help.openInstance' },
        { keys: ['c'], does: 'help.cancel' },
        REASON,
        CONFIRM,
        LEAVE,
        OPEN,
      ],
    },
  ],
  instance: [
    {
      where: null,
      keys: [{ keys: ['c'], does: 'pageKeys.cancel' }, REASON, CONFIRM, LEAVE, OPEN],
    },
    {
      where: 'pageKeys.inGraph',
      keys: [
        { keys: ['+', '−'], does: 'pageKeys.zoom' },
        { keys: ['0'], does: 'pageKeys.fit' },
        { keys: ['←', '↑', '↓', '→'], does: 'pageKeys.pan' },
        { keys: ['Tab'], does: 'pageKeys.nextNode' },
        { keys: ['Enter'], does: 'pageKeys.openNode' },
      ],
    },
  ],
  task: [
    {
      where: null,
      keys: [{ keys: ['/'], does: 'pageKeys.search' }, OPEN],
    },
    {
      where: 'pageKeys.inLog',
      keys: [
        { keys: ['F3'], does: 'pageKeys.next' },
        { keys: ['Shift', 'F3'], does: 'pageKeys.previous' },
        { keys: ['Ctrl', 'F'], does: 'pageKeys.searchAgain' },
        { keys: ['Ctrl', 'A'], does: 'pageKeys.all' },
        { keys: ['Esc'], does: 'pageKeys.leaveSearch' },
      ],
    },
  ],
} as const satisfies Record<KeyPage, unknown>
