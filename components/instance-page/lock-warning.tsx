import { Lock } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import type { ScheduleFacts } from '@/lib/shared/instance-detail'

/** EnOS would probably refuse to stop it. */
export function LockWarning({ locks: { user, workflow } }: Pick<ScheduleFacts, 'locks'>): ReactNode {
  const t = useTranslations()
  if (user !== true && workflow !== true) return null
  const which = user === true && workflow === true ? 'both' : user === true ? 'user' : 'workflow'
  return (
    <div className="flex gap-2 rounded-md border border-waiting/40 bg-waiting/10 px-3 py-2 text-table">
      <Lock aria-hidden className="mt-px size-4 shrink-0 text-waiting" />
      <p className="min-w-0">{t('instance.locked', { which })}</p>
    </div>
  )
}
