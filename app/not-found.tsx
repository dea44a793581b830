import type { Metadata } from 'next'
import { getTranslate } from '@/app/i18n'
import { Mark } from '@/components/shell/mark'
import { buttonLook } from '@/components/ui/button'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslate()
  return { title: t('notFound.title') }
}

export default async function NotFound() {
  const t = await getTranslate()
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col items-start justify-center gap-4 px-6">
      <Mark className="size-8" />
      <h1 className="font-semibold text-page">{t('notFound.title')}</h1>
      <p className="text-muted">{t('notFound.text')}</p>
      {/* A plain link: this page's scripts would be part of every other page's. */}
      <a href="/" className={buttonLook()}>
        {t('notFound.home')}
      </a>
    </main>
  )
}
