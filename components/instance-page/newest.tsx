import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { Button } from '@/components/ui/button'

const AT_FIRST = 3

type Props<One> = { all: readonly One[]; children: (one: One) => ReactNode }

/** A list of which the newest come first: some of them, and the others when they are asked for. */
export function Newest<One>({ all, children }: Props<One>): ReactNode {
  const t = useTranslations()
  const [isWhole, setWhole] = useState(false)
  return (
    <div className="overflow-clip rounded-lg border bg-surface text-table">
      <ul>{(isWhole ? all : all.slice(0, AT_FIRST)).map(children)}</ul>
      {all.length <= AT_FIRST ? null : (
        <div className="border-t px-1.5 py-1">
          <Button tone="quiet" size="small" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
            {isWhole ? t('instance.newestOnly') : t('instance.showOlder', { count: all.length - AT_FIRST })}
          </Button>
        </div>
      )}
    </div>
  )
}
