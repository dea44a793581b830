import 'server-only'
import { sql } from 'drizzle-orm'
import { getDb } from '@/lib/db/client'

export { isDatabaseAway, isDatabaseFailure } from '@/lib/db/quiet-failures'

export async function isDatabaseUp(): Promise<boolean> {
  try {
    const db = await getDb()
    await db.execute(sql`select 1`)
    return true
  } catch {
    return false
  }
}
