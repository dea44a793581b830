import { verifyAll } from '@/lib/cancellations/verify'
import { FolderLocked } from '@/lib/db/folder-lock'
import { askHolder } from '@/lib/db/folder-questions'
import { NotReadable, openForReading } from '@/lib/db/open-for-reading'
import type { OrganizationVerification, VerificationQuestion } from '@/lib/shared/verification'

/** Checks where the database is: on its server, in its folder, or through the Flowstop that has the folder open. */
export async function ask(
  where: { url: string } | { folder: string },
  question: VerificationQuestion,
): Promise<OrganizationVerification[]> {
  try {
    const { db, close } = await openForReading(where)
    try {
      return await verifyAll(db, question)
    } finally {
      await close()
    }
  } catch (error) {
    if (!(error instanceof FolderLocked) || !('folder' in where)) throw error
    return askServer(where.folder, error, question)
  }
}

async function askServer(
  folder: string,
  locked: FolderLocked,
  question: VerificationQuestion,
): Promise<OrganizationVerification[]> {
  const answer = await askHolder(folder, JSON.stringify({ verify: question }))
  if (answer === null) throw new NotReadable(`${locked.message} It was asked, and did not answer.`)
  return JSON.parse(answer)
}
