import type { ReactNode } from 'react'

type Props = {
  title: string
  text?: ReactNode
  icon?: ReactNode
  children?: ReactNode
  role?: 'status' | 'alert'
}

/** What stands where rows would be: why there are none, and the way out. */
export function Notice({ title, text, icon, children, role }: Props): ReactNode {
  return (
    <div
      role={role}
      className="flex flex-col items-center gap-3 rounded-lg border bg-surface px-6 py-14 text-center"
    >
      {icon === undefined ? null : <div className="text-muted">{icon}</div>}
      <h2 className="font-semibold text-title">{title}</h2>
      {text === undefined ? null : <div className="max-w-md text-balance text-muted">{text}</div>}
      {children === undefined ? null : (
        <div className="mt-1 flex flex-wrap justify-center gap-2">{children}</div>
      )}
    </div>
  )
}
