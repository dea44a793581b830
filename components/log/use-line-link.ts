import { useEffect, useState } from 'react'

function lineInAddress(): number | null {
  const number = /^#L(\d{1,8})$/.exec(window.location.hash)?.[1]
  return number === undefined || Number(number) === 0 ? null : Number(number) - 1
}

/** The line that the address points to (`#L120`), from 0, and a way to point to another. */
export function useLineLink(): [line: number | null, link: (line: number) => void] {
  const [line, setLine] = useState(lineInAddress)
  useEffect(() => {
    const look = (): void => setLine(lineInAddress())
    window.addEventListener('hashchange', look)
    return () => window.removeEventListener('hashchange', look)
  }, [])
  return [
    line,
    (next) => {
      window.history.replaceState(null, '', `#L${next + 1}`)
      setLine(next)
    },
  ]
}
