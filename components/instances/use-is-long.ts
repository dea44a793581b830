import { useEffect, useState } from 'react'

/** Whether something has been on the screen for so long that it should say what it waits for. */
export function useIsLong(afterMs: number): boolean {
  const [isLong, setLong] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), afterMs)
    return () => clearTimeout(timer)
  }, [afterMs])
  return isLong
}
