import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { claimEndings } from '@/app/(dashboard)/actions'
import { getTranslate, readLocale, readMessages, readZone, readZoneChoice } from '@/app/i18n'
import { Providers } from '@/app/providers'
import { EndingToasts } from '@/components/cancellations/ending-toasts'
import { KeepFirstNews } from '@/components/cancellations/first-news'
import { Clock } from '@/components/clock'
import { getQueryClient } from '@/components/query-client'
import { SessionEnd } from '@/components/shell/session-end'
import { SignInDoor } from '@/components/shell/sign-in-door'
import { TopBar } from '@/components/shell/top-bar'
import { ZoneCookie } from '@/components/shell/zone-cookie'
import { Words } from '@/components/words'
import { ZoneProvider } from '@/components/zone'
import { personOf, readOpenCancellations } from '@/lib/cancellations/open'
import { knownZones } from '@/lib/instances/zones'
import { getViewer, type Viewer } from '@/lib/people/viewer'
import { cancellationKeys } from '@/lib/shared/keys/cancellations'

const SPOKEN = [
  'common',
  'shell',
  'status',
  'state',
  'outcome',
  'refusals',
  'reason',
  'problems',
  'duration',
  'time',
  'schedule',
  'instances',
  'cancel',
  'impact',
  'endings',
  'help',
  'signIn',
  'signInErrors',
  'crash',
] as const

/** Shows who is there and guards nothing: pages do. */
export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const [viewer, t, locale, zone, zoneChoice] = await Promise.all([
    getViewer(),
    getTranslate(),
    readLocale(),
    readZone(),
    readZoneChoice(),
  ])
  return (
    <Words locale={locale} messages={await readMessages(SPOKEN)}>
      <Providers>
        <HydrationBoundary state={viewer === null ? undefined : await readNews(viewer)}>
          <Clock now={Date.now()}>
            <ZoneProvider choice={zoneChoice} mine={zone} enos={knownZones()}>
              <a
                href="#content"
                className="fixed top-1 left-2 z-50 -translate-y-16 rounded-md bg-accent px-3 py-2 text-on-accent focus:translate-y-0"
              >
                {t('shell.skip')}
              </a>
              {viewer === null ? null : (
                <>
                  <TopBar
                    person={{
                      username: viewer.username,
                      orgName: viewer.orgName,
                      role: viewer.role,
                    }}
                  />
                  <SessionEnd />
                  <SignInDoor username={viewer.username} person={personOf(viewer)} />
                </>
              )}
              <main
                id="content"
                tabIndex={-1}
                className="mx-auto max-w-[1360px] px-4 py-5 outline-none sm:px-6"
              >
                <KeepFirstNews>{children}</KeepFirstNews>
              </main>
              {viewer === null ? null : <EndingToasts claim={claimEndings} />}
              <ZoneCookie />
            </ZoneProvider>
          </Clock>
        </HydrationBoundary>
      </Providers>
    </Words>
  )
}

/** What is being cancelled is part of every page here: a person is told of an ending wherever they are. */
async function readNews(viewer: Viewer) {
  const client = getQueryClient()
  client.setQueryData(cancellationKeys.open(), await readOpenCancellations(viewer))
  return dehydrate(client)
}
