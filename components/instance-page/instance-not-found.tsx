import type { ReactNode } from 'react'
import type { Translate } from '@/components/translate'
import { buttonLook } from '@/components/ui/button'

export function InstanceNotFound({ t }: { t: Translate }): ReactNode {
  return (
    <div className="mx-auto flex max-w-md flex-col items-start gap-4 px-6 py-24">
      <h1 className="font-semibold text-page">{t('instance.notFoundTitle')}</h1>
      <p className="text-muted">{t('instance.notFoundText')}</p>
      {/* A plain link: the scripts of the list would be part of this page. */}
      <a href="/" className={buttonLook()}>
        {t('instance.notFoundHome')}
      </a>
    </div>
  )
}
