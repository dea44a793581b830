'use client'

import { type ReactNode, useId, useRef } from 'react'
import { useTranslations } from 'use-intl/react'
import { useEarlyInput } from '@/components/shell/early-input'
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
  const field = useRef<HTMLSelectElement>(null)
  const take = (value: string): void => choose(ZONE_CHOICES.find((one) => one === value) ?? 'mine')
  useEarlyInput(field, choice, take)
  const names = { mine: t('time.mine', { zone: mine }), enos: enosName(t, enos), utc: 'UTC' }
  return (
    <>
      <label htmlFor={id} className="block pb-1 text-meta text-muted">
        {t('time.show')}
      </label>
      <select
        ref={field}
        id={id}
        value={choice}
        onChange={({ target }) => take(target.value)}
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
