export const BUTTON_BASE = [
  'inline-flex shrink-0 items-center justify-center gap-1.5 whitespace-nowrap rounded-md border font-medium',
  'transition-colors duration-100 disabled:opacity-55 aria-disabled:opacity-55',
].join(' ')
export const PLAIN_TONE = 'border-line bg-surface text-text hover:bg-raised active:bg-line'
export const NORMAL_SIZE = 'h-8 px-3 text-body'

/** The look of a plain button by itself, for pages that every other page carries and that choose nothing. */
export const PLAIN_BUTTON = `${BUTTON_BASE} ${PLAIN_TONE} ${NORMAL_SIZE}`
