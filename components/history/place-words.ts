import type { Translate } from '@/components/translate'
import type { BrokenPlace } from '@/lib/shared/verification'

/** One sentence for each kind of place, for the page and for `npm run history:verify`. */
export function placeSentence(t: Translate, place: BrokenPlace): string {
  switch (place.kind) {
    case 'changed':
    case 'unlinked':
    case 'missing':
    case 'inserted':
    case 'head':
    case 'kept_missing':
    case 'kept_differs':
      return t(`verify.place.${place.kind}`, { n: place.n })
    case 'contradicting':
    case 'record_missing':
      return t(`verify.place.${ofAct(place)}${place.kind}`, { n: place.n, subject: place.subject })
    case 'record_changed':
      return t(`verify.place.${ofAct(place)}record_changed`, {
        subject: place.subject,
        column: place.column,
      })
    case 'record_inserted':
      return t(`verify.place.${ofAct(place)}record_inserted`, { subject: place.subject })
    case 'role_changed':
      return t('verify.place.role_changed', { subject: place.subject })
    default:
      return place satisfies never
  }
}

function ofAct({ of }: { of?: 'act' }): 'act_' | '' {
  return of === 'act' ? 'act_' : ''
}
