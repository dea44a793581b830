import { createTranslator } from 'use-intl/core'
import { placeSentence } from '@/components/history/place-words'
import { type Head, type OrganizationVerification, writeHead } from '@/lib/shared/verification'
import en from '@/messages/en.json'

const t = createTranslator({ locale: 'en', messages: en })

/** One line an organization, and what to do with a head. */
export function describe(reports: readonly OrganizationVerification[]): string {
  const advice = reports.some(({ ok, head }) => ok && head.n > 0)
    ? [
        '',
        'A history that was rewritten as a whole is consistent with itself, too. Keep its head outside this database,',
        'and check against it later: npm run history:verify -- --org ID --head NUMBER:HASH',
      ]
    : []
  return [...reports.map(line), ...advice].join('\n')
}

/** A database that knows of no organization. */
export function describeNothing(kept: Head | null): string {
  if (kept === null) return 'Nothing has been written down yet.'
  return `NOT as it was written. ${placeSentence(t, { kind: 'kept_missing', n: kept.n })}`
}

function line(report: OrganizationVerification): string {
  const { orgId, events, records, head } = report
  if (!report.ok) return `${orgId}: NOT as it was written. ${placeSentence(t, report.place)}`
  if (events === 0) return `${orgId}: nothing written down yet`
  const against =
    report.against === 'kept' ? 'unchanged since the head that you kept' : 'consistent with itself'
  return `${orgId}: ${count(events)} events, ${count(records)} records, ${against}. Head ${writeHead(head)}`
}

function count(number: number): string {
  return number.toLocaleString('en')
}
