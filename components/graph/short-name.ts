/** About what two lines of a node hold, in Latin letters; one of Chinese takes the room of two. */
const MOST = 36
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/

/** A name that does not fit loses its middle: names of one workflow differ at the end as often as at the beginning. */
export function shortName(name: string): string {
  const letters = Array.from(name)
  if (roomOf(letters) <= MOST) return name
  const side = (MOST - 1) / 2
  const head = fitting(letters, side)
  const tail = fitting(letters.reverse(), side).reverse()
  return `${head.join('')}…${tail.join('')}`
}

function roomFor(letter: string): number {
  return WIDE.test(letter) ? 2 : 1
}

function roomOf(letters: readonly string[]): number {
  return letters.reduce((sum, letter) => sum + roomFor(letter), 0)
}

function fitting(letters: readonly string[], room: number): string[] {
  let left = room
  const end = letters.findIndex((letter) => {
    left -= roomFor(letter)
    return left < 0
  })
  return letters.slice(0, end < 0 ? undefined : end)
}
