import 'server-only'

const LONGEST = 200
/** A text may be as long as an answer of EnOS; what comes after so many characters is not looked at. */
const MOST_READ = 4_000

/** One short line of a foreign text: no control or direction characters, none of `hide`, at most 200 characters. */
export function cleanText(text: string, hide: readonly string[] = []): string {
  let clean = text
  for (const secret of hide) {
    // Shorter ones would blank out ordinary words.
    if (secret.length >= 4) clean = clean.replaceAll(secret, '***')
  }
  const read = clean.slice(0, MOST_READ)
  const line = read
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim()
  const letters = [...line]
  const isWhole = letters.length <= LONGEST && read.length === clean.length
  return isWhole ? line : `${letters.slice(0, LONGEST - 1).join('')}…`
}
