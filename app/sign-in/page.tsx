import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getTranslate, readLocale, readMessages } from '@/app/i18n'
import { LanguageSwitch } from '@/components/shell/language-switch'
import { Mark } from '@/components/shell/mark'
import { ZoneCookie } from '@/components/shell/zone-cookie'
import { SignInForm } from '@/components/sign-in/sign-in-form'
import { Words } from '@/components/words'
import { signInNotice } from '@/lib/people/sign-in-page'
import { getViewer } from '@/lib/people/viewer'
import { wayBack } from '@/lib/shared/way-back'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslate()
  return { title: t('signIn.submit') }
}

type Props = { searchParams: Promise<{ next?: string | string[]; error?: string | string[] }> }

export default async function SignInPage({ searchParams }: Props) {
  const { next, error } = await searchParams
  const target = wayBack(next)
  if (await getViewer()) redirect(target)
  const t = await getTranslate()
  const locale = await readLocale()
  const notice = signInNotice()
  return (
    <Words
      locale={locale}
      messages={await readMessages(['common', 'crash', 'shell', 'signIn', 'signInErrors'])}
    >
      <main className="mx-auto flex min-h-dvh w-full max-w-sm flex-col justify-center gap-6 px-5 py-10">
        <header className="flex flex-col gap-3">
          <Mark className="size-9" />
          <div>
            <h1 className="font-semibold text-page">{t('signIn.title')}</h1>
            <p className="text-muted">{t('signIn.intro')}</p>
          </div>
        </header>
        {notice === null ? null : (
          <p className="whitespace-pre-line break-words rounded-md border bg-raised px-3 py-2 text-table">
            {notice}
          </p>
        )}
        <SignInForm next={target} initialError={typeof error === 'string' ? error : null} />
        <LanguageSwitch />
        <ZoneCookie />
      </main>
    </Words>
  )
}
