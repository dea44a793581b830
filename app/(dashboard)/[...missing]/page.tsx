import { notFound } from 'next/navigation'

/** Every address that nothing else answers, so that people who are signed in keep the navigation. */
export default function MissingPage(): never {
  notFound()
}
