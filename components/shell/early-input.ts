import { type RefObject, useEffect } from 'react'

/** Takes over what somebody typed or chose before the scripts of the page were there. */
export function useEarlyInput(
  field: RefObject<HTMLInputElement | HTMLSelectElement | null>,
  known: string,
  take: (given: string) => void,
): void {
  // Only when the field appears: from then on it tells what is given.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    const given = field.current?.value ?? known
    if (given !== known) take(given)
  }, [])
}
