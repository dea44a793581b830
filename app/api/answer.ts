import { problemOfFailure } from '@/lib/instances/problem-of'
import type { Problem, ProblemCode } from '@/lib/shared/problems'

const HTTP_STATUS: Readonly<Record<ProblemCode, number>> = {
  signed_out: 401,
  foreign_origin: 403,
  too_large: 413,
  bad_input: 400,
  key_reused: 409,
  not_found: 404,
  already_final: 409,
  already_asked: 409,
  too_early: 409,
  enos_unreachable: 502,
  enos_timeout: 504,
  enos_rejected: 502,
  enos_unauthorized: 502,
  enos_limited: 429,
  enos_error: 502,
  enos_malformed: 502,
  not_recorded: 503,
  database_down: 503,
  unexpected: 500,
}

const headers = { 'Cache-Control': 'private, no-store' }

export function answer(value: object): Response {
  return Response.json(value, { headers })
}

export function refuse(problem: Problem): Response {
  const retryAfterMs = problem.detail?.retryAfterMs
  const response = Response.json({ problem }, { status: HTTP_STATUS[problem.code], headers })
  if (retryAfterMs !== undefined) response.headers.set('Retry-After', String(Math.ceil(retryAfterMs / 1000)))
  return response
}

/** What a route answers, or the JSON that says why it could not. */
export async function answering(work: () => Promise<Response>): Promise<Response> {
  try {
    return await work()
  } catch (error) {
    return refuse(problemOfFailure(error, { event: 'read.failed', fallen: 'database_down' }))
  }
}
