import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import type { ActDialogControl } from '@/components/acts/use-act-dialog'
import { Button } from '@/components/ui/button'
import { isActionOpen } from '@/lib/shared/flow-actions'
import type { InstanceDetail } from '@/lib/shared/instance-detail'

type Props = { detail: InstanceDetail; acts: ActDialogControl }

/** Pause or resume, whichever there is to do; both where EnOS does not tell. */
export function ScheduleButtons({ detail: { schedule, actions }, acts }: Props): ReactNode {
  const t = useTranslations()
  if (schedule === null || schedule.cron === null) return null
  // Another one would be turned away until it is known what came of this one.
  const open = actions.find(({ kind, state }) => kind !== 'run_again' && isActionOpen(state))
  const isBusy = open !== undefined
  const offered = (['pause_schedule', 'resume_schedule'] as const).filter((kind) =>
    kind === 'pause_schedule' ? schedule.isActive !== false : schedule.isActive !== true,
  )
  return (
    <div className="flex flex-wrap gap-2">
      {offered.map((kind) => (
        <Button
          key={kind}
          size="small"
          aria-disabled={isBusy}
          title={isBusy ? t(open.state === 'unconfirmed' ? 'acts.checking' : 'acts.underWay') : undefined}
          onClick={() => (isBusy ? undefined : acts.open(kind))}
          onPointerEnter={acts.preload}
          onFocus={acts.preload}
        >
          {t(`acts.${kind}.do`)}
        </Button>
      ))}
    </div>
  )
}
