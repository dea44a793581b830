import { answer, answering, refuse } from '@/app/api/answer'
import { readOpenCancellations } from '@/lib/cancellations/open'
import { getViewer } from '@/lib/people/viewer'

export function GET(): Promise<Response> {
  return answering(async () => {
    const viewer = await getViewer()
    if (!viewer) return refuse({ code: 'signed_out' })
    return answer(await readOpenCancellations(viewer))
  })
}
