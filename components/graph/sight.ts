/** What can be read of a node: all of it, its name, or from afar only the shape of its state. */
export type Sight = 'words' | 'name' | 'shape'

/** Words of a state drawn at 12 px can be read down to this; then names take their room, up to where none can be read. */
const FROM = { words: 0.8, name: 0.45 }

export function sightAt(zoom: number): Sight {
  if (zoom >= FROM.words) return 'words'
  return zoom >= FROM.name ? 'name' : 'shape'
}
