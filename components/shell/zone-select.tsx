'use client'

import { type ReactNode, useId } from 'react'
import { useTranslations } from 'use-intl/react'
import type { Translate } from '@/components/translate'
import { inputLook } from '@/components/ui/field'
import { useZones } from '@/components/zone'
import type { EnosZones } from '@/lib/shared/instances'
import { ZONE_CHOICES } from '@/lib/shared/locale'

/** Whose clock every time of the pages stands on. */
export function ZoneSelect(): ReactNode {
  const t = useTranslations()
  const id = useId()
  const { choice, mine, enos, choose } = useZones()
  const names = { mine: t('time.mine', { zone: mine }), enos: enosName(t, enos), utc: 'UTC' }
  return (
    <>
      <label htmlFor={id} className="block pb-1 text-meta text-muted">
        {t('time.show')}
      </label>
      <select
        id={id}
        value={choice}
        onChange={({ target }) => choose(ZONE_CHOICES.find((one) => one === target.value) ?? 'mine')}
        className={inputLook({ className: 'select-arrow w-full pr-7' })}
      >
        {ZONE_CHOICES.map((one) => (
          <option key={one} value={one}>
            {names[one]}
          </option>
        ))}
      </select>
    </>
  )
}

function enosName(t: Translate, { trigger, run }: EnosZones): string {
  if (trigger === null && run === null) return t('time.enosUnknown')
  if (trigger === run) return t('time.enos', { zone: trigger ?? '' })
  const unknown = t('time.unknown')
  return t('time.enosMixed', { trigger: trigger ?? unknown, run: run ?? unknown })
}
