import type { NextRequest } from 'next/server'
import { answer, answering, refuse } from '@/app/api/answer'
import { readTaskLog } from '@/lib/instances/tasks/read-task-log'
import { getViewer } from '@/lib/people/viewer'

type Context = { params: Promise<{ flowInstId: string; taskInstId: string }> }

export function GET({ nextUrl }: NextRequest, { params }: Context): Promise<Response> {
  return answering(async () => {
    const viewer = await getViewer()
    if (!viewer) return refuse({ code: 'signed_out' })
    const have = nextUrl.searchParams.get('have')
    const log = await readTaskLog(viewer, { ...(await params), have })
    return log.ok ? answer(log.value) : refuse(log.problem)
  })
}
