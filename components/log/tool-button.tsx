import type { LucideIcon } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { buttonLook } from '@/components/ui/button'

type Props = Omit<ComponentProps<'button'>, 'children'> & {
  icon: LucideIcon
  label: string
  /** Whether what it turns on is on; absent for one that does something once. */
  isOn?: boolean
  /** Its words stand beside the icon where there is room. */
  isSpelled?: boolean
}

export function ToolButton({ icon: Icon, label, isOn, isSpelled = false, ...rest }: Props): ReactNode {
  return (
    <button
      type="button"
      aria-label={label}
      aria-pressed={isOn}
      title={label}
      className={buttonLook({
        tone: 'quiet',
        size: isSpelled ? 'small' : 'icon',
        className: `${isSpelled ? 'max-lg:size-7 max-lg:px-0' : ''} ${isOn ? 'border-accent/50 bg-accent/10 text-text' : ''}`,
      })}
      {...rest}
    >
      <Icon aria-hidden className="size-4" />
      {isSpelled ? <span className="max-lg:hidden">{label}</span> : null}
    </button>
  )
}
