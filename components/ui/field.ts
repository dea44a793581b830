import { cva } from 'class-variance-authority'

export const inputLook = cva(
  [
    'min-w-0 rounded-md border border-line-strong bg-surface text-text transition-colors duration-100',
    'focus-visible:outline-offset-0 aria-invalid:border-danger disabled:opacity-55',
  ],
  {
    variants: {
      size: {
        normal: 'h-8 px-2.5 text-body',
        large: 'h-9 px-3 text-body',
        area: 'px-2.5 py-1.5 text-body',
      },
    },
    defaultVariants: { size: 'normal' },
  },
)
