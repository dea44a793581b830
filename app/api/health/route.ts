import { isDatabaseUp } from '@/lib/cancellations/health'

/** For load balancers and the demo: whether this server can do its work. Says nothing else. */
export async function GET(): Promise<Response> {
  const isUp = await isDatabaseUp()
  return Response.json({ ok: isUp }, { status: isUp ? 200 : 503, headers: { 'Cache-Control': 'no-store' } })
}
