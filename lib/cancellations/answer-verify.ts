import 'server-only'
import { verifyAll } from '@/lib/cancellations/verify'
import { verifyShared } from '@/lib/cancellations/verify-shared'
import { getDb } from '@/lib/db/client'
import type { VerificationQuestion } from '@/lib/shared/verification'

/** Checks the history for `npm run history:verify`, which cannot open the embedded database while this server has it. */
export async function answerVerify(question: string): Promise<string> {
  const reports = await verifyAll(await getDb(), parse(question), verifyShared)
  return `${JSON.stringify(reports)}\n`
}

function parse(question: string): VerificationQuestion {
  const { verify } = JSON.parse(question) as { verify: VerificationQuestion }
  return { orgId: verify.orgId, kept: verify.kept }
}
