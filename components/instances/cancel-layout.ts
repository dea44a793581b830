import { cva } from 'class-variance-authority'

/**
 * Whatever EnOS tells, nothing moves under a pointer. What stops the instance stands before the facts, in a dialog of
 * one height. Where there is room it stands beside them and alone gives the height, with room to spare for one thing that
 * may be said below (an error in three lines, or a lock and the end of the session); the facts scroll. On a low screen the dialog scrolls as a whole, so that what it says below never takes
 * all the room above.
 */
export const dialogLook = cva(
  [
    'appearing fixed top-(--top) left-1/2 z-50 flex w-[min(33rem,calc(100vw-1.5rem))] -translate-x-1/2 flex-col',
    '[--tall:43rem] [--top:max(0.75rem,calc(50dvh-var(--tall)/2))] lg:[--tall:34.5rem]',
    'overflow-y-auto rounded-xl border bg-surface shadow-2xl outline-none',
  ],
  {
    variants: {
      isOver: {
        true: 'max-h-[calc(100dvh-var(--top)-0.75rem)]',
        false: [
          'h-[min(var(--tall),calc(100dvh-1.5rem))] lg:w-[min(58rem,calc(100vw-1.5rem))]',
          'lg:h-auto lg:max-h-[calc(100dvh-var(--top)-0.75rem)] lg:min-h-[min(var(--tall),calc(100dvh-1.5rem))]',
        ],
      },
    },
  },
)

/** Its only column is as wide as the dialog, however long the words in it are. */
export const bodyLook = cva('grid min-h-48 grow grid-cols-1 gap-y-4 overflow-y-auto px-5 pt-5 pb-4', {
  variants: {
    isOver: {
      true: '',
      false:
        'grid-rows-[auto_1fr] lg:grid-cols-2 lg:grid-rows-[minmax(0,1fr)] lg:overflow-hidden lg:p-0 lg:*:overflow-y-auto lg:*:px-5 lg:*:pt-5 lg:*:pb-4',
    },
  },
})
