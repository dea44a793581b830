import { memo, type ReactNode } from 'react'

/** A browser lays out only the parts in view (characters). */
const PART = 8_000
const LAZY = 'block [contain-intrinsic-size:auto_60rem] [content-visibility:auto]'

type Props = { text: string; label: string; isWrapped: boolean }

/** Plain text, however long. */
export const RawText = memo(function RawText({ text, label, isWrapped }: Props): ReactNode {
  const parts = inParts(text)
  const look = parts.length > 2 ? LAZY : 'block'
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keyboard
      tabIndex={0}
      className="max-h-[70vh] overflow-auto rounded-md bg-raised px-3 py-2"
    >
      <pre
        className={`font-mono text-meta ${isWrapped ? 'whitespace-pre-wrap [overflow-wrap:anywhere]' : ''}`}
      >
        {parts.map(({ from, part }) => (
          <span key={from} className={look}>
            {part}
          </span>
        ))}
      </pre>
    </section>
  )
})

/** Whole lines together, up to a size: a line of any length stays one. */
function inParts(text: string): { from: number; part: string }[] {
  const parts: { from: number; part: string }[] = []
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf('\n', from + PART)
    const to = end < 0 ? text.length : end
    parts.push({ from, part: text.slice(from, to) })
    from = to + 1
  }
  return parts
}
