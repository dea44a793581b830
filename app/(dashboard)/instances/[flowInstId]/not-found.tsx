import { getTranslate } from '@/app/i18n'
import { InstanceNotFound } from '@/components/instance-page/instance-not-found'

/** One page for what never was and for what is somebody else's. */
export default async function NotFound() {
  return <InstanceNotFound t={await getTranslate()} />
}
