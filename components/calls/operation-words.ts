import type { Translate } from '@/components/translate'

const NAMES = {
  'flowInstances.search': 'search',
  'flowInstances.get': 'get',
  'flowInstances.cancel': 'cancel',
  'taskInstances.get': 'task',
  'taskInstances.getLog': 'log',
  'flows.get': 'flow',
  'flows.trigger': 'trigger',
  'flows.enable': 'enable',
  'flows.disable': 'disable',
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
