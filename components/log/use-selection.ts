import { type ClipboardEvent, type RefObject, useEffect, useState } from 'react'
import type { LogText } from '@/components/log/log-text'

/** A place in a log: a row, and how many characters of it are before the place. */
type Place = { row: number; column: number }

/** The part of a row that is text; its number stands beside it. */
const TEXT = '[data-text]'

/** Where in the log an end of a selection is; null where it is not in a row, as when everything was selected. */
function placeOf(node: Node, offset: number): Place | null {
  const element = node instanceof Element ? node : node.parentElement
  const row = element?.closest<HTMLElement>('[data-row]')
  const text = row?.querySelector(TEXT)
  if (!row || !text) return null
  const before = document.createRange()
  before.selectNodeContents(text)
  if (!text.contains(node)) return { row: Number(row.dataset.row), column: 0 }
  before.setEnd(node, offset)
  return { row: Number(row.dataset.row), column: before.toString().length }
}

function selectionIn(region: HTMLElement | null): Range | null {
  const selection = document.getSelection()
  if (!region || !selection || selection.rangeCount === 0) return null
  const range = selection.getRangeAt(0)
  return region.contains(range.startContainer) && region.contains(range.endContainer) ? range : null
}

/**
 * Only the rows that can be seen are in the page. Those in which a selection begins and ends stay there (`pinned`), also
 * while it is no more than a place from which it may be drawn on, and what is copied is what the log says between them, seen or not.
 */
export function useSelection(
  region: RefObject<HTMLElement | null>,
  { log, from }: { log: LogText; from: number },
) {
  const [pinned, setPinned] = useState<readonly number[]>([])
  useEffect(() => {
    const look = (): void => {
      const range = selectionIn(region.current)
      const ends = range && [
        placeOf(range.startContainer, range.startOffset),
        placeOf(range.endContainer, range.endOffset),
      ]
      const rows = [...new Set(ends?.flatMap((place) => (place === null ? [] : [place.row])))]
      setPinned((known) => (known.join() === rows.join() ? known : rows))
    }
    document.addEventListener('selectionchange', look)
    return () => document.removeEventListener('selectionchange', look)
  }, [region])

  const onCopy = (event: ClipboardEvent): void => {
    const range = selectionIn(region.current)
    if (!range || range.collapsed) return
    const start = placeOf(range.startContainer, range.startOffset)
    const end = placeOf(range.endContainer, range.endOffset)
    const [first, last] = [
      start === null ? from : log.startOf(start.row) + start.column,
      end === null ? log.plain.length : log.startOf(end.row) + end.column,
    ]
    event.clipboardData.setData('text/plain', log.plain.slice(first, last))
    event.preventDefault()
  }

  return { pinned, onCopy }
}
