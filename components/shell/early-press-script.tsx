import type { ReactNode } from 'react'

// A press that React is handling right now may be what makes the page work: it is kept only once it was let pass.
// Popovers open without any script.
const remember = `{
  const early = (self.flowstopEarlyPress = { content: null, shell: null })
  addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest('button:not([popovertarget])') : null
    const place = button?.closest('#content') ? 'content' : 'shell'
    setTimeout(() => { for (const one in early) early[one] = one === place ? button : null })
  }, true)
}`

/** Remembers what is pressed before the scripts of a page are there; `useEarlyPress` presses it again. */
export function EarlyPressScript({ nonce }: { nonce: string | undefined }): ReactNode {
  return (
    <script
      nonce={nonce}
      // Browsers hide the nonce from scripts, so React finds another one than it wrote.
      suppressHydrationWarning
      // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant, which no input reaches
      dangerouslySetInnerHTML={{ __html: remember }}
    />
  )
}
