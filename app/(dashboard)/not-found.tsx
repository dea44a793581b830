import type { Metadata } from 'next'
import { getTranslate } from '@/app/i18n'
import { buttonLook } from '@/components/ui/button'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslate()
  return { title: t('notFound.title') }
}

export default async function NotFound() {
  const t = await getTranslate()
  return (
    <div className="mx-auto flex max-w-md flex-col items-start gap-4 px-6 py-24">
      <h1 className="font-semibold text-page">{t('notFound.title')}</h1>
      <p className="text-muted">{t('notFound.text')}</p>
      {/* A plain link: this page's scripts would be part of every other page's. */}
      <a href="/" className={buttonLook()}>
        {t('notFound.home')}
      </a>
    </div>
  )
}
