import { forgetDrafts } from '@/components/shell/forget-drafts'

/** Somebody else has signed in: nothing that was shown to one person is for another, so the page is loaded anew. */
export function startAnew(): Promise<never> {
  forgetDrafts()
  window.location.reload()
  return new Promise(() => undefined)
}
