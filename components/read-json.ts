import { ProblemError } from '@/components/problem-error'
import { PROBLEMS, type Problem } from '@/lib/shared/problems'

function isProblem(value: unknown): value is Problem {
  if (typeof value !== 'object' || value === null || !('code' in value)) return false
  return (PROBLEMS as readonly unknown[]).includes(value.code)
}

/** Null where it was not Flowstop that answered, but what stands before it. */
function problemIn(body: unknown): Problem | null {
  if (typeof body !== 'object' || body === null || !('problem' in body)) return null
  return isProblem(body.problem) ? body.problem : { code: 'unexpected' }
}

/** Our own routes answer what their type says, or a problem; whatever else comes is not theirs. */
export async function readJson<Body>(path: string, signal: AbortSignal): Promise<Body> {
  let response: Response
  let body: unknown
  try {
    response = await fetch(path, { signal, headers: { accept: 'application/json' }, cache: 'no-store' })
    body = await response.json().catch(() => null)
  } catch (error) {
    if (signal.aborted) throw error
    throw new ProblemError(null)
  }
  if (!response.ok || body === null) {
    throw new ProblemError(response.status === 401 ? { code: 'signed_out' } : problemIn(body))
  }
  return body as Body
}
