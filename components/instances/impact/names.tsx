import { Fragment, type ReactNode } from 'react'

/** Names of EnOS in a row, each in the direction of its own script. */
export function Names({ names, id }: { names: readonly string[]; id: string }): ReactNode {
  return (
    <span id={id} className="text-muted empty:hidden">
      {names.map((name, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: names may be alike, and keep their order.
        <Fragment key={place}>
          {place === 0 ? null : ', '}
          <bdi>{name}</bdi>
        </Fragment>
      ))}
    </span>
  )
}
