import { answer, answering, refuse } from '@/app/api/answer'
import { listInstances } from '@/lib/instances/list'
import { getViewer } from '@/lib/people/viewer'

export function GET(): Promise<Response> {
  return answering(async () => {
    const viewer = await getViewer()
    if (!viewer) return refuse({ code: 'signed_out' })
    const list = await listInstances(viewer)
    return list.ok ? answer(list.value) : refuse(list.problem)
  })
}
