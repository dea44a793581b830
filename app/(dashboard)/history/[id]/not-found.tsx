import { getTranslate } from '@/app/i18n'
import { buttonLook } from '@/components/ui/button'

/** One page for what never was and for what is not theirs to see. */
export default async function RecordNotFound() {
  const t = await getTranslate()
  return (
    <div className="mx-auto flex max-w-md flex-col items-start gap-4 px-6 py-24">
      <h1 className="font-semibold text-page">{t('record.notFoundTitle')}</h1>
      <p className="text-muted">{t('record.notFoundText')}</p>
      <a href="/history" className={buttonLook()}>
        {t('record.notFoundHome')}
      </a>
    </div>
  )
}
