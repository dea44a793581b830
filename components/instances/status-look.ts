import {
  AlarmClockOff,
  Ban,
  CircleCheck,
  CircleDashed,
  CirclePause,
  CirclePlay,
  CircleQuestionMark,
  CircleX,
  Hourglass,
  LoaderCircle,
  type LucideIcon,
  RotateCw,
  SkipForward,
  TriangleAlert,
} from 'lucide-react'
import type { Tone } from '@/components/ui/badge'
import type { Status } from '@/lib/shared/statuses'

export type Look = { tone: Tone; icon: LucideIcon; motion?: 'turning' | 'breathing'; dashed?: boolean }

export const STATUS_LOOKS = {
  RUNNING: { tone: 'running', icon: LoaderCircle, motion: 'turning' },
  RERUN: { tone: 'rerunning', icon: RotateCw, motion: 'turning' },
  READY: { tone: 'waiting', icon: CirclePlay },
  WAIT: { tone: 'waiting', icon: Hourglass },
  INIT: { tone: 'initializing', icon: CircleDashed },
  SUSPEND: { tone: 'suspended', icon: CirclePause },
  FAIL: { tone: 'failed', icon: CircleX },
  TIMEOUT: { tone: 'timedOut', icon: AlarmClockOff },
  INTERNAL_ERROR: { tone: 'failed', icon: TriangleAlert },
  SUCCESS: { tone: 'succeeded', icon: CircleCheck },
  CANCEL: { tone: 'neutral', icon: Ban },
  SKIP: { tone: 'neutral', icon: SkipForward },
  UNKNOWN: { tone: 'neutral', icon: CircleQuestionMark, dashed: true },
} satisfies Record<Status['name'], Look>

/** The order in which statuses are offered as filters: what needs a look first. */
export const STATUS_ORDER = Object.keys(STATUS_LOOKS) as Status['name'][]
