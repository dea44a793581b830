import { type RefObject, useEffect } from 'react'
import { isTyping } from '@/components/keyboard/key-places'

type Keys = { search: RefObject<HTMLInputElement | null>; onHelp: () => void; isPaused: boolean }

/** From the search to the rows that it found. */
const LEAVES_SEARCH: ReadonlySet<string> = new Set(['Escape', 'Enter', 'ArrowDown'])

function rowElements(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('[data-row]')]
}

function currentRow(): HTMLElement | null {
  return document.activeElement?.closest<HTMLElement>('[data-row]') ?? null
}

function moveBy(step: 1 | -1): void {
  const rows = rowElements()
  const current = currentRow()
  const at = current === null ? (step === 1 ? -1 : rows.length) : rows.indexOf(current)
  const next = rows[Math.min(Math.max(at + step, 0), rows.length - 1)]
  next?.focus()
  next?.scrollIntoView({ block: 'nearest' })
}

/** `/` search, Enter to the first row found, `j`/`k` move, `o` or Enter open, `c` cancel, `?` help. The row that has the focus is the cursor. */
export function useListKeys({ search, onHelp, isPaused }: Keys): void {
  useEffect(() => {
    if (isPaused) return
    function onKey(event: KeyboardEvent): void {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
      if (event.target === search.current && LEAVES_SEARCH.has(event.key)) {
        // A browser would empty the field at Escape: the rows that were found stay.
        event.preventDefault()
        search.current?.blur()
        if (event.key !== 'Escape') moveBy(1)
        return
      }
      if (isTyping(event.target)) return
      switch (event.key) {
        case '/':
          search.current?.focus()
          search.current?.select()
          break
        case 'j':
          moveBy(1)
          break
        case 'k':
          moveBy(-1)
          break
        case 'c':
          currentRow()?.querySelector<HTMLElement>('[data-cancel]')?.click()
          break
        case 'o':
          currentRow()?.querySelector<HTMLElement>('[data-open]')?.click()
          break
        case 'Enter':
          // On a link or a button, Enter is theirs.
          if (event.target !== currentRow()) return
          currentRow()?.querySelector<HTMLElement>('[data-open]')?.click()
          break
        case '?':
          onHelp()
          break
        default:
          return
      }
      event.preventDefault()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [search, onHelp, isPaused])
}
