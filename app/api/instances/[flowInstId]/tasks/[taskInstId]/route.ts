import type { NextRequest } from 'next/server'
import { answer, answering, refuse } from '@/app/api/answer'
import { readTask } from '@/lib/instances/tasks/read-task'
import { getViewer } from '@/lib/people/viewer'

type Context = { params: Promise<{ flowInstId: string; taskInstId: string }> }

export function GET({ nextUrl }: NextRequest, { params }: Context): Promise<Response> {
  return answering(async () => {
    const viewer = await getViewer()
    if (!viewer) return refuse({ code: 'signed_out' })
    const withCommand = nextUrl.searchParams.get('cmd') === '1'
    const task = await readTask(viewer, { ...(await params), withCommand })
    return task.ok ? answer(task.value) : refuse(task.problem)
  })
}
