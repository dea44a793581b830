import type { ReactNode } from 'react'
import type { Translate } from '@/components/translate'
import type { CancellationView } from '@/lib/shared/cancellation'
import type { Problem } from '@/lib/shared/problems'

const REFUSALS = {
  62101: 'owner_mismatch',
  62102: 'unknown_instance',
  62103: 'not_owner',
  62104: 'wrong_state',
  62105: 'locked',
} as const
const REFUSALS_BY_HTTP = { 401: 'keys', 403: 'forbidden', 429: 'limited' } as const

function pick<Word>(
  words: Readonly<Record<number, Word>>,
  code: number | null | undefined,
): Word | undefined {
  return typeof code === 'number' ? words[code] : undefined
}

export function problemSentence(t: Translate, { code, detail }: Problem): string {
  if (code === 'already_asked') return t('problems.already_asked', { by: detail?.by ?? t('common.someone') })
  return t(`problems.${code}`)
}

/** Why EnOS said no, by the name that its words have in the catalogs. */
export function refusalOf(answer: CancellationView['answer']) {
  return pick(REFUSALS, answer?.code) ?? pick(REFUSALS_BY_HTTP, answer?.http) ?? 'other'
}

/** What a refused cancel means, in our own words: EnOS's text is for whoever has to look further. */
export function refusalSentence(
  t: Translate,
  { answer, askedBy, askedByMe }: Pick<CancellationView, 'answer' | 'askedBy' | 'askedByMe'>,
): string {
  return t(`refusals.${refusalOf(answer)}`, { who: askedByMe ? 'me' : 'other', by: askedBy })
}

type Facts = { code?: number | null; http?: number | null; text?: string | null; requestId?: string | null }

/** EnOS's own code, words and request id, for whoever has to look further. */
export function EnosFacts({ facts, t }: { facts: Facts | null | undefined; t: Translate }): ReactNode {
  const { code, http, text, requestId } = facts ?? {}
  const shown = [
    typeof code === 'number' ? t('common.enosCode', { code }) : http ? `HTTP ${http}` : null,
    text || null,
    requestId ? t('common.enosRequest', { id: requestId }) : null,
  ].filter((fact) => fact !== null)
  if (shown.length === 0) return null
  return <p className="break-words font-mono text-meta text-muted">{shown.join(' · ')}</p>
}
