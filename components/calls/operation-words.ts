import type { Translate } from '@/components/translate'

const NAMES = {
  'flowInstances.search': 'search',
  'flowInstances.get': 'get',
  'flowInstances.cancel': 'cancel',
  'flows.get': 'flow',
  'time.getCurrentTime': 'clock',
  'time.getTimeZone': 'zone',
  'iam.logIn': 'logIn',
  'token.get': 'token',
  'token.refresh': 'renewal',
} as const

/** What an operation does; one that has no words yet is told by its own name. */
export function operationWords(t: Translate, operation: string): string {
  return operation in NAMES ? t(`calls.name.${NAMES[operation as keyof typeof NAMES]}`) : operation
}
