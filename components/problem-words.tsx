import type { ReactNode } from 'react'
import type { Translate } from '@/components/translate'
import type { Problem } from '@/lib/shared/problems'

export function problemSentence(t: Translate, { code, detail }: Problem): string {
  if (code === 'already_asked') return t('problems.already_asked', { by: detail?.by ?? t('common.someone') })
  return t(`problems.${code}`)
}

/** EnOS's own code, words and request id, for whoever has to look further. */
export function ProblemDetail({ problem, t }: { problem: Problem; t: Translate }): ReactNode {
  const { code, text, requestId } = problem.detail ?? {}
  const facts = [
    code === undefined ? null : t('common.enosCode', { code }),
    text === undefined || text === '' ? null : text,
    requestId === undefined ? null : t('common.enosRequest', { id: requestId }),
  ].filter((fact) => fact !== null)
  if (facts.length === 0) return null
  return <p className="break-words font-mono text-meta text-muted">{facts.join(' · ')}</p>
}
