import Link from 'next/link'
import type { ComponentProps, ReactNode } from 'react'
import { type ButtonLook, buttonLook } from '@/components/ui/button'

export function LinkButton({
  tone,
  size,
  className,
  ...rest
}: ComponentProps<typeof Link> & ButtonLook): ReactNode {
  return <Link className={buttonLook({ tone, size, className })} {...rest} />
}
