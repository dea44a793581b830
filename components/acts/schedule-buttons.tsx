import { type ReactNode, useId } from 'react'
import { ActBusy } from '@/components/acts/act-busy'
import { actUnderWay } from '@/components/acts/act-under-way'
import { missedSwitch } from '@/components/acts/missed-switch'
import { ScheduleButton } from '@/components/acts/schedule-button'
import { SwitchMissed } from '@/components/acts/switch-missed'
import type { ActDialogControl } from '@/components/acts/use-act-dialog'
import type { InstanceDetail } from '@/lib/shared/instance-detail'

const KEYS = ['first', 'second']

type Props = { detail: InstanceDetail; acts: ActDialogControl }

/** Pause or resume, whichever there is to do; both where EnOS does not tell. */
export function ScheduleButtons({ detail, acts }: Props): ReactNode {
  const whyId = useId()
  const { schedule } = detail
  // Another one would be turned away until it is known what came of this one.
  const open = actUnderWay(detail, 'pause_schedule')
  if (open === null && schedule === null) return null
  const missed = open === null ? missedSwitch(detail) : null
  const offered = (['pause_schedule', 'resume_schedule'] as const).filter(
    (kind) => kind !== missed?.kind && schedule?.isActive !== (kind === 'resume_schedule'),
  )
  return (
    <>
      {missed === null ? null : <SwitchMissed key={missed.id} missed={missed} onDone={acts.tell} />}
      {offered.length === 0 ? null : (
        <div className="flex flex-wrap gap-2">
          {offered.map((kind, place) => (
            // One button that changes with what there is to do: the keyboard stays on it.
            <ScheduleButton
              key={KEYS[place]}
              kind={kind}
              acts={acts}
              waitsFor={open === null ? undefined : whyId}
            />
          ))}
        </div>
      )}
      {open === null ? null : (
        <p id={whyId} className="text-muted">
          <ActBusy {...open} />
        </p>
      )}
    </>
  )
}
