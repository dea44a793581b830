import type { FaultKind } from './simulator-control'
import { type Stack, testKeys } from './stack'

/** Every trouble that the simulator can make; in some of them EnOS tells back what it was told in confidence. */
function troublesWith(echo: string): FaultKind[] {
  return [
    ...[400, 401, 403, 404, 413, 429, 500, 503].map((status) => ({ type: 'http', status }) as const),
    { type: 'http', status: 401, body: { message: echo }, headers: { 'x-echo': echo, 'x-request-id': echo } },
    { type: 'code', code: 99_999, msg: echo },
    { type: 'code', code: 1203, msg: 'access token expired' },
    { type: 'code', code: 62_103, msg: echo },
    { type: 'cut', when: 'before' },
    { type: 'cut', when: 'after' },
    { type: 'garble' },
    { type: 'html', status: 502 },
    { type: 'delay', ms: 3000 },
  ]
}

/** How many troubles there are. */
export const TROUBLES = troublesWith('').length

/** Lies in wait with the nth trouble, which knows our keys and the token in use. */
export async function layTrouble(stack: Stack, operation: string, n: number): Promise<void> {
  const { token } = await stack.control.secrets()
  const echo = `${testKeys.accessKey} ${testKeys.secretKey} ${operation === 'token.get' ? '' : token.at(-1)}`
  const kind = troublesWith(echo)[n]
  if (kind) await stack.control.addFault({ operation, kind, times: 2 })
}
