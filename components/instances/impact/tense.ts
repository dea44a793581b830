/** What a cancel would do now, or what somebody knew who asked for one; each has words of its own by that name. */
export type Tense = 'impact' | 'known'
