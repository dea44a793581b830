import { cva, type VariantProps } from 'class-variance-authority'
import type { ComponentProps, ReactNode } from 'react'
import { BUTTON_BASE, NORMAL_SIZE, PLAIN_TONE } from '@/components/ui/plain-button'

export const buttonLook = cva(BUTTON_BASE, {
  variants: {
    tone: {
      plain: PLAIN_TONE,
      accent: 'border-transparent bg-accent text-on-accent hover:bg-accent/90',
      danger: 'border-transparent bg-danger text-on-danger hover:bg-danger/90',
      quiet: 'border-transparent text-muted hover:bg-raised hover:text-text',
    },
    size: {
      small: 'h-7 px-2.5 text-table',
      normal: NORMAL_SIZE,
      large: 'h-9 px-4 text-body',
      icon: 'size-7 text-body',
    },
  },
  defaultVariants: { tone: 'plain', size: 'normal' },
})

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
