import { answer, answering, refuse } from '@/app/api/answer'
import { readRaw } from '@/lib/instances/read-raw'
import { getViewer } from '@/lib/people/viewer'

type Context = { params: Promise<{ flowInstId: string }> }

export function GET(_: Request, { params }: Context): Promise<Response> {
  return answering(async () => {
    const viewer = await getViewer()
    if (!viewer) return refuse({ code: 'signed_out' })
    const raw = await readRaw(viewer, (await params).flowInstId)
    return raw.ok ? answer(raw.value) : refuse(raw.problem)
  })
}
