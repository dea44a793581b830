import { cva, type VariantProps } from 'class-variance-authority'
import type { ComponentProps, ReactNode } from 'react'

export const buttonLook = cva(
  [
    'inline-flex shrink-0 items-center justify-center gap-1.5 whitespace-nowrap rounded-md border font-medium',
    'transition-colors duration-100 disabled:opacity-55 aria-disabled:opacity-55',
  ],
  {
    variants: {
      tone: {
        plain: 'border-line bg-surface text-text hover:bg-raised active:bg-line',
        accent: 'border-transparent bg-accent text-on-accent hover:bg-accent/90',
        danger: 'border-transparent bg-danger text-on-danger hover:bg-danger/90',
        quiet: 'border-transparent text-muted hover:bg-raised hover:text-text',
      },
      size: {
        small: 'h-7 px-2.5 text-table',
        normal: 'h-8 px-3 text-body',
        large: 'h-9 px-4 text-body',
        icon: 'size-7 text-body',
      },
    },
    defaultVariants: { tone: 'plain', size: 'normal' },
  },
)

export type ButtonLook = VariantProps<typeof buttonLook>

export function Button({
  tone,
  size,
  className,
  type = 'button',
  ...rest
}: ComponentProps<'button'> & ButtonLook): ReactNode {
  return <button type={type} className={buttonLook({ tone, size, className })} {...rest} />
}
