import { refuse } from '@/app/api/answer'
import { getViewer } from '@/lib/people/viewer'

/** Every address under `/api` that nothing else answers. */
async function handle(): Promise<Response> {
  return refuse({ code: (await getViewer()) ? 'not_found' : 'signed_out' })
}

export { handle as GET, handle as POST }
