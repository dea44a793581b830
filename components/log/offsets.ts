/** Places in a text, as many as there turn out to be, in four bytes each. */
export function gatherOffsets(find: (add: (offset: number) => void) => void): Uint32Array {
  let kept = new Uint32Array(1024)
  let count = 0
  find((offset) => {
    if (count === kept.length) {
      const more = new Uint32Array(count * 2)
      more.set(kept)
      kept = more
    }
    kept[count++] = offset
  })
  return kept.subarray(0, count)
}

/** How many of them, in order, are below a value. */
export function countBelow(sorted: Uint32Array, value: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) < value) low = middle + 1
    else high = middle
  }
  return low
}
