import type { Metadata } from 'next'
import { Suspense } from 'react'
import { getTranslate, readLocale, readMessages } from '@/app/i18n'
import { HistoryRefresher } from '@/components/history/history-refresher'
import { HistorySkeleton } from '@/components/history/history-skeleton'
import { HistoryTable } from '@/components/history/history-table'
import { VerifyHistory } from '@/components/history/verify-history'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { Words } from '@/components/words'
import { readHistory } from '@/lib/cancellations/history'
import { requireViewer, type Viewer } from '@/lib/people/viewer'
import { isOpen } from '@/lib/shared/cancellation'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslate()
  return { title: t('history.title') }
}

type Props = { searchParams: Promise<{ before?: string | string[] }> }

export default async function HistoryPage({ searchParams }: Props) {
  const viewer = await requireViewer()
  const t = await getTranslate()
  const { before } = await searchParams
  const cursor = typeof before === 'string' ? before : undefined
  return (
    <div className="flex flex-col gap-4">
      <div className="flex min-h-7 flex-wrap items-baseline gap-x-3">
        <h1 className="font-semibold text-page">{t('history.title')}</h1>
        <p className="text-muted">{t(viewer.role === 'lead' ? 'history.organization' : 'history.mine')}</p>
        {viewer.role === 'lead' ? (
          <Words locale={await readLocale()} messages={await readMessages(['common', 'problems', 'verify'])}>
            <VerifyHistory className="ml-auto self-center" />
          </Words>
        ) : null}
      </div>
      <Suspense key={cursor} fallback={<HistorySkeleton label={t('history.loading')} />}>
        <HistoryRows viewer={viewer} before={cursor} />
      </Suspense>
    </div>
  )
}

async function HistoryRows({ viewer, before }: { viewer: Viewer; before: string | undefined }) {
  const [page, t] = await Promise.all([readHistory(viewer, { before }), getTranslate()])
  if (page.rows.length === 0) {
    const isStart = before === undefined || (await readHistory(viewer, {})).rows.length === 0
    const empty = page.scope === 'organization' ? 'history.emptyOrganization' : 'history.emptyMine'
    return (
      <Notice
        title={t(isStart ? 'history.emptyTitle' : 'history.endTitle')}
        text={t(isStart ? empty : 'history.endText')}
      >
        <LinkButton href={isStart ? '/' : '/history'}>
          {t(isStart ? 'history.toInstances' : 'history.newest')}
        </LinkButton>
      </Notice>
    )
  }
  return (
    <>
      <HistoryTable rows={page.rows} t={t} now={Date.now()} />
      <HistoryRefresher isLive={page.rows.some((row) => isOpen(row.state))} />
      <nav aria-label={t('history.pages')} className="flex justify-end gap-2 empty:hidden">
        {before === undefined ? null : <LinkButton href="/history">{t('history.newest')}</LinkButton>}
        {page.next === null ? null : (
          <LinkButton href={`/history?before=${encodeURIComponent(page.next)}`}>
            {t('history.older')}
          </LinkButton>
        )}
      </nav>
    </>
  )
}
