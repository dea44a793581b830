import { answer, answering, refuse } from '@/app/api/answer'
import { readGatewayCalls } from '@/lib/ledger/read'
import { getViewer } from '@/lib/people/viewer'

/** For leads; for everybody else an address like any that is not there. */
export function GET(): Promise<Response> {
  return answering(async () => {
    const viewer = await getViewer()
    if (!viewer) return refuse({ code: 'signed_out' })
    const calls = await readGatewayCalls(viewer)
    return calls ? answer(calls) : refuse({ code: 'not_found' })
  })
}
