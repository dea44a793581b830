import { answer, answering, refuse } from '@/app/api/answer'
import { readLocale } from '@/app/i18n'
import { readDetail } from '@/lib/instances/read-detail'
import { getViewer } from '@/lib/people/viewer'

type Context = { params: Promise<{ flowInstId: string }> }

export function GET(_: Request, { params }: Context): Promise<Response> {
  return answering(async () => {
    const viewer = await getViewer()
    if (!viewer) return refuse({ code: 'signed_out' })
    const detail = await readDetail(viewer, (await params).flowInstId, await readLocale())
    return detail.ok ? answer(detail.value) : refuse(detail.problem)
  })
}
