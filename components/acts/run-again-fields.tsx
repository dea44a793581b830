import { type ReactNode, useId } from 'react'
import { useLocale, useTranslations } from 'use-intl/react'
import { useNow } from '@/components/clock'
import { Hint } from '@/components/ui/callout'
import { useShownZone } from '@/components/zone'
import { businessDateOf } from '@/lib/shared/business-date'
import type { InstanceDetail } from '@/lib/shared/instance-detail'
import { showMoment, zoneOffset } from '@/lib/shared/moments'
import { isActive } from '@/lib/shared/statuses'

type Props = {
  /** Null where it could not be read. */
  detail: InstanceDetail | null
  /** The same trigger time; null: now. */
  chosen: number | null
  onChoose: (at: number | null) => void
  isDisabled: boolean
}

/** When it runs, what that means for the data it works on, and what EnOS makes of it. */
export function RunAgainFields({ detail, chosen, onChoose, isDisabled }: Props): ReactNode {
  const t = useTranslations()
  const locale = useLocale()
  const id = useId()
  const now = useNow()
  const sameTrigger = detail?.sameTrigger ?? null
  const isDue = sameTrigger !== null && sameTrigger.at <= now
  const zone = detail?.zone ?? null
  return (
    <>
      {detail !== null && goesOn(detail) ? <Hint>{t('acts.run_again.stillRuns')}</Hint> : null}
      <fieldset disabled={isDisabled} className="flex flex-col gap-2">
        <legend className="mb-1.5 font-medium text-table">{t('acts.when')}</legend>
        <Choice
          id={`${id}-now`}
          name={id}
          isChosen={chosen === null}
          onChoose={() => onChoose(null)}
          label={t('acts.now')}
        >
          <Resolved at={now} zone={zone} />
        </Choice>
        <Choice
          id={`${id}-same`}
          name={id}
          isChosen={chosen !== null}
          onChoose={() => onChoose(sameTrigger?.at ?? null)}
          isDisabled={!isDue}
          label={t('acts.sameTrigger')}
        >
          {sameTrigger === null ? (
            t(detail === null ? 'acts.sameTriggerUnread' : 'acts.sameTriggerUnknown')
          ) : isDue ? (
            <Resolved at={sameTrigger.at} zone={sameTrigger.zone} />
          ) : (
            t('acts.sameTriggerNotDue', {
              time: showMoment(sameTrigger.at, { locale, zone: sameTrigger.zone }).exact,
            })
          )}
        </Choice>
      </fieldset>
      <ul className="flex list-disc flex-col gap-1.5 rounded-md bg-raised py-2.5 pr-3 pl-7 text-table">
        <li>{t('acts.run_again.definition')}</li>
        <li>{t('acts.run_again.oneAtATime')}</li>
        <li>{t('acts.run_again.oneAMinute')}</li>
      </ul>
    </>
  )
}

function goesOn({ row, afterFail }: InstanceDetail): boolean {
  return isActive(row.status) || (afterFail !== null && afterFail !== 'unknown')
}

type ChoiceProps = {
  id: string
  name: string
  label: string
  isChosen: boolean
  isDisabled?: boolean
  onChoose: () => void
  children: ReactNode
}

function Choice({ id, name, label, isChosen, isDisabled, onChoose, children }: ChoiceProps): ReactNode {
  return (
    <div className="flex gap-2.5 rounded-md border px-3 py-2 has-checked:border-accent">
      <input
        id={id}
        type="radio"
        name={name}
        checked={isChosen}
        disabled={isDisabled}
        onChange={onChoose}
        aria-describedby={`${id}-more`}
        className="mt-0.5 size-4 shrink-0 accent-accent"
      />
      <div className="min-w-0">
        <label htmlFor={id} className={`font-medium ${isDisabled ? 'text-muted' : ''}`}>
          {label}
        </label>
        <p id={`${id}-more`} className="break-words text-muted text-table tabular-nums">
          {children}
        </p>
      </div>
    </div>
  )
}

/** The instant in EnOS's zone, which decides the business date, and on the person's own clock where that is another. */
function Resolved({ at, zone }: { at: number; zone: string | null }): ReactNode {
  const t = useTranslations()
  const shown = useShownZone()
  const there = zone ?? shown ?? 'UTC'
  const isSame = shown === null || zoneOffset(shown, at) === zoneOffset(there, at)
  return (
    <>
      <Named at={at} zone={there} />
      {isSame ? null : (
        <>
          {' · '}
          <Named at={at} zone={shown} />
        </>
      )}
      <br />
      {zone === null
        ? t('acts.businessDateUnknown')
        : t('acts.businessDate', { date: businessDateOf(at, zone) })}
    </>
  )
}

/** On the clock of a zone that is named as everywhere else on the page. */
function Named({ at, zone }: { at: number; zone: string }): ReactNode {
  const { day, clock, exact } = showMoment(at, { locale: useLocale(), zone })
  return (
    <span title={exact} className="whitespace-nowrap">
      {day} {clock} {zoneOffset(zone, at)}
    </span>
  )
}
