import { cva } from 'class-variance-authority'

/**
 * Of one height while there is something to ask for, whatever EnOS tells: nothing is to move under a pointer. What stops
 * the instance stands beside the facts where there is room, each with a scroll of its own, else before them. On a low
 * screen the dialog scrolls as a whole, so that what it says below never takes all the room above.
 */
export const dialogLook = cva(
  [
    'appearing fixed top-(--top) left-1/2 z-50 flex w-[min(33rem,calc(100vw-1.5rem))] -translate-x-1/2 flex-col',
    '[--tall:43rem] [--top:max(0.75rem,calc(50dvh-var(--tall)/2))] lg:[--tall:39rem]',
    'overflow-y-auto rounded-xl border bg-surface shadow-2xl outline-none',
  ],
  {
    variants: {
      isOver: {
        true: 'max-h-[calc(100dvh-var(--top)-0.75rem)]',
        false: 'h-[min(var(--tall),calc(100dvh-1.5rem))] lg:w-[min(58rem,calc(100vw-1.5rem))]',
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
