import { readDetail } from '@/lib/instances/read-detail'
import type { Viewer } from '@/lib/people/viewer'
import type { InstanceDetail } from '@/lib/shared/instance-detail'

/** The page of an instance, as somebody sees it in English. */
export async function detailOf(viewer: Viewer, flowInstId: string): Promise<InstanceDetail> {
  const read = await readDetail(viewer, flowInstId, 'en')
  if (!read.ok) throw new Error(read.problem.code)
  return read.value
}
