import { answering, refuse } from '@/app/api/answer'
import { type RunningCheck, verifyFor } from '@/lib/cancellations/verify-shared'
import { problemOfFailure } from '@/lib/instances/problem-of'
import { getViewer } from '@/lib/people/viewer'
import type { VerificationLine } from '@/lib/shared/verification'

const PROGRESS_EVERY_MS = 1_000

/** For leads; for everybody else an address like any that is not there. `head`: one that was kept, to check against. */
export function GET(request: Request): Promise<Response> {
  return answering(async () => {
    const viewer = await getViewer()
    if (!viewer) return refuse({ code: 'signed_out' })
    const check = verifyFor(viewer, new URL(request.url).searchParams.get('head'))
    if (check === 'not_allowed') return refuse({ code: 'not_found' })
    if (check === 'bad_head') return refuse({ code: 'bad_input', detail: { field: 'head' } })
    return new Response(linesOf(check), {
      headers: { 'Content-Type': 'application/x-ndjson', 'Cache-Control': 'private, no-store' },
    })
  })
}

function linesOf({ result, progress }: RunningCheck): ReadableStream {
  const encoder = new TextEncoder()
  let timer: NodeJS.Timeout | undefined
  return new ReadableStream({
    start(controller) {
      const say = (line: VerificationLine): void =>
        controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`))
      timer = setInterval(() => say(progress()), PROGRESS_EVERY_MS)
      const end = (line: VerificationLine): void => {
        // Nobody listens any more.
        if (timer === undefined) return
        clearInterval(timer)
        say(line)
        controller.close()
      }
      result.then(
        (verification) => end({ verification }),
        (error: unknown) =>
          end({ problem: problemOfFailure(error, { event: 'verify.failed', fallen: 'database_down' }) }),
      )
    },
    cancel() {
      clearInterval(timer)
      timer = undefined
    },
  })
}
