import type { Tone } from '@/components/ui/badge'

/** The colour of a state, for what is drawn in it. */
export const TONE_COLOURS = {
  running: 'var(--running)',
  succeeded: 'var(--succeeded)',
  failed: 'var(--failed)',
  timedOut: 'var(--timed-out)',
  waiting: 'var(--waiting)',
  initializing: 'var(--initializing)',
  suspended: 'var(--suspended)',
  rerunning: 'var(--rerunning)',
  cancelling: 'var(--cancelling)',
  neutral: 'var(--neutral)',
} satisfies Record<Tone, string>
