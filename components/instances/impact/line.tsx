import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

type Props = { icon: LucideIcon; look?: string; children: ReactNode }

/** One fact, with the shape that tells it from the others. */
export function Line({ icon: Icon, look = 'text-muted', children }: Props): ReactNode {
  return (
    <li className="flex gap-2">
      <Icon aria-hidden className={`mt-0.5 size-3.5 shrink-0 ${look}`} />
      <div className="min-w-0 flex-1 text-pretty break-words">{children}</div>
    </li>
  )
}
