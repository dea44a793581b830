import 'server-only'

/** What is planned ahead stays below this share of the ceiling: the rest is for what people do of a sudden. */
const PLANNED_SHARE = 0.7
/** Of the ceiling, whatever else goes on: open cancellations are still followed, and lists still read. */
const LEAST_BACKGROUND = 0.1
const LEAST_LISTS = 0.2

/** How many calls a second the background may make, beside what people's pages and acts take. */
export function backgroundShare({ ceiling, people }: { ceiling: number; people: number }): number {
  return Math.max(LEAST_BACKGROUND * ceiling, PLANNED_SHARE * ceiling - people)
}

/** How many calls a second are left for lists, beside everything else. */
export function listShare({ ceiling, others }: { ceiling: number; others: number }): number {
  return Math.max(LEAST_LISTS * ceiling, PLANNED_SHARE * ceiling - others)
}
