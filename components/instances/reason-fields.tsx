'use client'

import { type ReactNode, type Ref, useId } from 'react'
import { useTranslations } from 'use-intl/react'
import { inputLook } from '@/components/ui/field'
import { NOTE_MAX, REASONS, type Reason } from '@/lib/shared/cancellation'

/** `reason` is empty until one was chosen. */
export type Draft = { reason: Reason | ''; note: string; pauseSchedule: boolean }
export type Missing = 'reason' | 'note'

const NEAR_THE_LIMIT = 100

export function missingIn({ reason, note }: Pick<Draft, 'reason' | 'note'>): Missing | null {
  if (reason === '') return 'reason'
  return reason === 'other' && note.trim() === '' ? 'note' : null
}

/** Keys 1 to 7 choose a reason. */
export function reasonForKey(key: string): Reason | null {
  return /^[1-9]$/.test(key) ? (REASONS[Number(key) - 1] ?? null) : null
}

type Props = {
  draft: Draft
  onChange: (draft: Draft) => void
  missing: Missing | null
  isDisabled: boolean
  /** Nothing is asked for any more: what was not given is left out. */
  isOver: boolean
  reasonField: Ref<HTMLSelectElement>
  noteField: Ref<HTMLTextAreaElement>
}

export function ReasonFields({
  draft,
  onChange,
  missing,
  isDisabled,
  isOver,
  reasonField,
  noteField,
}: Props): ReactNode {
  const t = useTranslations()
  const id = useId()
  const left = NOTE_MAX - draft.note.length
  const [isReasonOut, isNoteOut] = [isOver && draft.reason === '', isOver && draft.note === '']
  return (
    <div hidden={isReasonOut && isNoteOut} className="flex flex-col gap-3">
      <div hidden={isReasonOut} className="flex flex-col gap-1.5">
        <div className="flex items-baseline justify-between gap-3">
          <label htmlFor={`${id}-reason`} className="font-medium text-table">
            {t('cancel.reason')}
          </label>
          {isDisabled ? null : (
            <span className="text-meta text-muted max-sm:hidden">{t('cancel.reasonKeys')}</span>
          )}
        </div>
        <select
          ref={reasonField}
          id={`${id}-reason`}
          required
          aria-invalid={missing === 'reason' || undefined}
          disabled={isDisabled}
          value={draft.reason}
          onChange={(event) =>
            onChange({ ...draft, reason: REASONS.find((reason) => reason === event.target.value) ?? '' })
          }
          className={inputLook({ size: 'large', className: 'select-arrow w-full scroll-my-9 pr-8' })}
        >
          <option value="" disabled>
            {t('cancel.chooseReason')}
          </option>
          {REASONS.map((reason) => (
            <option key={reason} value={reason}>
              {t(`reason.${reason}`)}
            </option>
          ))}
        </select>
      </div>
      <div hidden={isNoteOut} className="flex flex-col gap-1.5">
        <div className="flex items-baseline justify-between gap-3">
          <label htmlFor={`${id}-note`} className="font-medium text-table">
            {t('cancel.note')}
          </label>
          <span id={`${id}-note-hint`} className="text-meta text-muted">
            {left <= NEAR_THE_LIMIT
              ? t('cancel.noteLeft', { count: left })
              : t(draft.reason === 'other' ? 'cancel.noteRequired' : 'cancel.noteOptional')}
          </span>
        </div>
        <textarea
          ref={noteField}
          id={`${id}-note`}
          rows={2}
          maxLength={NOTE_MAX}
          required={draft.reason === 'other'}
          aria-invalid={missing === 'note' || undefined}
          aria-describedby={`${id}-note-hint`}
          disabled={isDisabled}
          placeholder={t('cancel.notePlaceholder')}
          value={draft.note}
          onChange={(event) => onChange({ ...draft, note: event.target.value })}
          className={inputLook({
            size: 'area',
            className: 'field-sizing-content max-h-40 min-h-15 w-full scroll-my-9 resize-none',
          })}
        />
      </div>
    </div>
  )
}
