import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { NothingOf, Section } from '@/components/instance-page/section'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import type { InstanceDetail } from '@/lib/shared/instance-detail'

/** What is longer is folded (characters). */
const LONG = 500

export function ParametersSection({ parameters }: Pick<InstanceDetail, 'parameters'>): ReactNode {
  const t = useTranslations()
  const title = t('instance.parameters')
  if (parameters.length === 0)
    return <NothingOf id="parameters" title={title} text={t('instance.noParameters')} />
  return (
    <Section id="parameters" title={title}>
      <div className="overflow-clip rounded-lg border bg-surface">
        <table className="w-full table-fixed text-left text-table max-sm:block">
          <caption className="sr-only">{title}</caption>
          <thead className="bg-raised text-meta text-muted max-sm:sr-only">
            <tr>
              <th scope="col" className="h-8 w-64 border-b px-4 font-medium">
                {t('instance.parameter')}
              </th>
              <th scope="col" className="h-8 border-b pr-4 font-medium">
                {t('instance.value')}
              </th>
            </tr>
          </thead>
          <tbody className="max-sm:block">
            {parameters.map(({ key, value }, order) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: EnOS may send a key twice, and they keep their order
              <tr key={order} className="border-t align-top first:border-t-0 max-sm:block max-sm:py-1.5">
                <th
                  scope="row"
                  className="break-words px-4 py-1.5 font-mono font-normal text-meta text-muted max-sm:block max-sm:pb-0"
                >
                  <bdi>{key}</bdi>
                </th>
                <td className="py-1.5 pr-4 max-sm:block max-sm:px-4 max-sm:pt-0">
                  <Value name={key} value={value} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  )
}

function Value({ name, value }: { name: string; value: string }): ReactNode {
  const t = useTranslations()
  const [isWhole, setWhole] = useState(false)
  if (value === '') return <span className="text-muted">{t('instance.emptyValue')}</span>
  const isFolded = value.length > LONG && !isWhole
  return (
    <div className="flex items-start gap-1">
      <div className="min-w-0 flex-1">
        <bdi className="whitespace-pre-wrap font-mono text-meta [overflow-wrap:anywhere]">
          {isFolded ? `${value.slice(0, LONG)}…` : value}
        </bdi>
        {value.length > LONG ? (
          <Button
            tone="quiet"
            size="small"
            aria-expanded={isWhole}
            className="mt-1 block"
            onClick={() => setWhole(!isWhole)}
          >
            {t(isWhole ? 'instance.showLess' : 'instance.showWhole', { count: value.length })}
          </Button>
        ) : null}
      </div>
      <CopyButton text={value} label={t('instance.copyValue', { name })} className="-my-0.5" />
    </div>
  )
}
