import { answer, answering, refuse } from '@/app/api/answer'
import { readStory } from '@/lib/instances/story'
import { getViewer } from '@/lib/people/viewer'

type Context = { params: Promise<{ id: string }> }

export function GET(_: Request, { params }: Context): Promise<Response> {
  return answering(async () => {
    const viewer = await getViewer()
    if (!viewer) return refuse({ code: 'signed_out' })
    const record = await readStory(viewer, (await params).id)
    return record ? answer(record) : refuse({ code: 'not_found' })
  })
}
