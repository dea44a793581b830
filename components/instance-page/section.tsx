import type { ReactNode } from 'react'

type Props = {
  /** Of the heading: a link to it leads here. */
  id: string
  title: ReactNode
  aside?: ReactNode
  children?: ReactNode
}

export function Section({ id, title, aside = null, children = null }: Props): ReactNode {
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

/** There is nothing of a kind: said in the line of its name, so that it takes no more room. */
export function NothingOf({ id, title, text }: { id: string; title: string; text: string }): ReactNode {
  return (
    <section aria-labelledby={id} className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
      <h2 id={id} className="font-semibold text-title">
        {title}
      </h2>
      <p className="text-muted text-table">{text}</p>
    </section>
  )
}
