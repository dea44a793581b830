import type { ReactNode } from 'react'
import { ToInstance } from '@/components/task/to-instance'
import type { Translate } from '@/components/translate'
import { buttonLook } from '@/components/ui/button'

/** One page for a task that never was, for one of another instance, and for somebody else's. */
export function TaskNotFound({ t }: { t: Translate }): ReactNode {
  return (
    <div className="mx-auto flex max-w-md flex-col items-start gap-4 px-6 py-24">
      <h1 className="font-semibold text-page">{t('task.notFoundTitle')}</h1>
      <p className="text-muted">{t('task.notFoundText')}</p>
      <div className="flex flex-wrap gap-2">
        <ToInstance>{t('task.notFoundInstance')}</ToInstance>
        {/* A plain link: the scripts of the list would be part of this page. */}
        <a href="/" className={buttonLook()}>
          {t('task.notFoundHome')}
        </a>
      </div>
    </div>
  )
}
