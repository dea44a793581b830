import { answer, answering, refuse } from '@/app/api/answer'
import { readImpact } from '@/lib/instances/impact/read-impact'
import { getViewer } from '@/lib/people/viewer'

type Context = { params: Promise<{ flowInstId: string }> }

export function GET(_: Request, { params }: Context): Promise<Response> {
  return answering(async () => {
    const viewer = await getViewer()
    if (!viewer) return refuse({ code: 'signed_out' })
    const impact = await readImpact(viewer, (await params).flowInstId)
    return impact.ok ? answer(impact.value) : refuse(impact.problem)
  })
}
