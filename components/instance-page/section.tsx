import type { ReactNode } from 'react'

type Props = { id: string; title: ReactNode; aside?: ReactNode; children: ReactNode }

export function Section({ id, title, aside = null, children }: Props): ReactNode {
  return (
    <section aria-labelledby={id} className="flex flex-col gap-2">
      <div className="flex min-h-7 flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <h2 id={id} className="font-semibold text-title">
          {title}
        </h2>
        {aside}
      </div>
      {children}
    </section>
  )
}
