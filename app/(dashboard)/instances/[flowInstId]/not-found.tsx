import type { Metadata } from 'next'
import { getTranslate } from '@/app/i18n'
import { InstanceNotFound } from '@/components/instance-page/instance-not-found'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslate()
  return { title: t('instance.notFoundTitle') }
}

/** One page for what never was and for what is somebody else's. */
export default async function NotFound() {
  return <InstanceNotFound t={await getTranslate()} />
}
