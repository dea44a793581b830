import { parseArgs } from 'node:util'
import { parseHead, type VerificationQuestion } from '@/lib/shared/verification'

export const USAGE = `Checks that the history is as it was written.

  npm run history:verify                         every organization
  npm run history:verify -- --org ID             one of them
  npm run history:verify -- --head NUMBER:HASH   and that nothing up to a head that you kept was rewritten
  npm run history:verify -- --json               the result for programs

Ends with 0 when it is, 1 when it is not, and 2 when that could not be checked.`

export type Options = VerificationQuestion & { json: boolean; help: boolean }

/** The options of a command line; a sentence where they make no sense. */
export function readOptions(args: string[]): Options | string {
  let values: { org?: string; head?: string; json?: boolean; help?: boolean }
  try {
    values = parseArgs({
      args,
      options: {
        org: { type: 'string' },
        head: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values
  } catch (error) {
    return error instanceof Error ? error.message : 'Unknown options.'
  }
  const kept = values.head === undefined ? null : parseHead(values.head)
  if (values.head !== undefined && kept === null) {
    return '--head takes a head as this command prints it: NUMBER:HASH, the hash with 64 digits.'
  }
  return { orgId: values.org ?? null, kept, json: values.json ?? false, help: values.help ?? false }
}
