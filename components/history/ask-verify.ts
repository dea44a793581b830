import { ProblemError } from '@/components/problem-error'
import type { Verification, VerificationLine } from '@/lib/shared/verification'

type Ask = { head: string | null; onShare: (share: number) => void }

/** Has the server check the history, which may take a while for a long one. @throws ProblemError */
export async function askVerify({ head, onShare }: Ask): Promise<Verification> {
  const query = head === null ? '' : `?${new URLSearchParams({ head })}`
  try {
    const response = await fetch(`/api/history/verify${query}`, { cache: 'no-store' })
    if (response.status === 401) throw new ProblemError({ code: 'signed_out' })
    if (!response.ok || response.body === null) throw new ProblemError({ code: 'unexpected' })
    for await (const line of linesOf(response.body)) {
      if ('verification' in line) return line.verification
      if ('problem' in line) throw new ProblemError(line.problem)
      onShare(line.share)
    }
  } catch (error) {
    throw error instanceof ProblemError ? error : new ProblemError(null)
  }
  throw new ProblemError(null)
}

async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<VerificationLine> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    const lines = (rest + decoder.decode(value, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) yield JSON.parse(line)
  }
}
