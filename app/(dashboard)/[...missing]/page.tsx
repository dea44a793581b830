import { notFound } from 'next/navigation'

export { generateMetadata } from '@/app/(dashboard)/not-found'

/** Every address that nothing else answers, so that people who are signed in keep the navigation. */
export default function MissingPage(): never {
  notFound()
}
