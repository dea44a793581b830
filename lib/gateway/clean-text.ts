import 'server-only'

const LONGEST = 200

/** One short line of a foreign text: no control or direction characters, none of `hide`, at most 200 characters. */
export function cleanText(text: string, hide: readonly string[] = []): string {
  let clean = text
  for (const secret of hide) {
    // Shorter ones would blank out ordinary words.
    if (secret.length >= 4) clean = clean.replaceAll(secret, '***')
  }
  clean = clean
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim()
  const letters = [...clean]
  return letters.length > LONGEST ? `${letters.slice(0, LONGEST - 1).join('')}…` : clean
}
