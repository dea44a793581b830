import { cva, type VariantProps } from 'class-variance-authority'
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

const badgeLook = cva(
  'inline-flex h-[22px] max-w-full items-center gap-1.5 rounded-full border px-2 font-medium text-meta tabular-nums',
  {
    variants: {
      tone: {
        running: 'bg-running/12 text-running',
        succeeded: 'bg-succeeded/12 text-succeeded',
        failed: 'bg-failed/12 text-failed',
        timedOut: 'bg-timed-out/12 text-timed-out',
        waiting: 'bg-waiting/12 text-waiting',
        initializing: 'bg-initializing/12 text-initializing',
        suspended: 'bg-suspended/12 text-suspended',
        rerunning: 'bg-rerunning/12 text-rerunning',
        cancelling: 'bg-cancelling/12 text-cancelling',
        neutral: 'bg-neutral/12 text-neutral',
      },
      border: { none: 'border-transparent', dashed: 'border-current border-dashed' },
    },
    defaultVariants: { border: 'none' },
  },
)

export type Tone = NonNullable<VariantProps<typeof badgeLook>['tone']>

type Props = {
  tone: Tone
  icon: LucideIcon
  motion?: 'turning' | 'breathing'
  dashed?: boolean
  title?: string
  className?: string
  children: ReactNode
}

export function Badge({ tone, icon: Icon, motion, dashed, title, className, children }: Props): ReactNode {
  return (
    <span className={badgeLook({ tone, border: dashed ? 'dashed' : 'none', className })} title={title}>
      <Icon aria-hidden="true" className={`size-3.5 shrink-0 ${motion ?? ''}`} strokeWidth={2.25} />
      <span className="truncate">{children}</span>
    </span>
  )
}
