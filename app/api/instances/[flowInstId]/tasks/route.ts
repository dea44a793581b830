import { answer, answering, refuse } from '@/app/api/answer'
import { readTasks } from '@/lib/instances/tasks/read-tasks'
import { getViewer } from '@/lib/people/viewer'

type Context = { params: Promise<{ flowInstId: string }> }

export function GET(request: Request, { params }: Context): Promise<Response> {
  return answering(async () => {
    const viewer = await getViewer()
    if (!viewer) return refuse({ code: 'signed_out' })
    const of = new URL(request.url).searchParams.get('of') ?? ''
    const tasks = await readTasks(viewer, (await params).flowInstId, of.split(','))
    return tasks.ok ? answer(tasks.value) : refuse(tasks.problem)
  })
}
