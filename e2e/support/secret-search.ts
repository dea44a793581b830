/** Every way in which a secret might be written: as it is, escaped, encoded, or within a longer text that is base64. */
function spellingsOf(secret: string): string[] {
  const bytes = Buffer.from(secret)
  const inBase64 = [0, 1, 2].flatMap((before) => {
    // Characters that the neighbours have a share in are left out.
    const [from, to] = [Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6)]
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64')
    return [text, text.replaceAll('+', '-').replaceAll('/', '_')].map((one) => one.slice(from, to))
  })
  const hex = bytes.toString('hex')
  return [
    ...new Set([
      secret,
      encodeURIComponent(secret),
      encodeURIComponent(encodeURIComponent(secret)),
      JSON.stringify(secret).slice(1, -1),
      hex,
      hex.toUpperCase(),
      ...inBase64,
    ]),
  ]
}

export type Kept = { where: string; text: string }

/** Names of the secrets that stand in a text, and where; never the secrets themselves. */
export function findSecrets(kept: readonly Kept[], secrets: ReadonlyMap<string, string>): string[] {
  const sought = [...secrets].map(([secret, name]) => ({ name, spellings: spellingsOf(secret) }))
  const found = kept.flatMap(({ where, text }) =>
    sought
      .filter(({ spellings }) => spellings.some((spelling) => text.includes(spelling)))
      .map(({ name }) => `${name} in ${where}`),
  )
  return [...new Set(found)]
}
