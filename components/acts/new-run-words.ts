import { statusWord } from '@/components/instances/status-badge'
import type { Translate } from '@/components/translate'
import type { Status, StatusName } from '@/lib/shared/statuses'

const NOT_BEGUN: ReadonlySet<string> = new Set(['INIT', 'WAIT', 'READY'] satisfies StatusName[])

function hasNotBegun({ name }: Status): boolean {
  return NOT_BEGUN.has(name)
}

/** What a new instance does, as it was read; once it has begun that stays true, however long ago it was read. */
export function newRunWords(t: Translate, status: Status): string {
  if (hasNotBegun(status)) return t('acts.newRun.waits')
  return status.name === 'RUNNING'
    ? t('acts.newRun.begun')
    : t('acts.newRun.reads', { status: statusWord(t, status) })
}
