import { guardRequests } from '@/instrumentation.http'
import { answerVerify } from '@/lib/cancellations/answer-verify'
import { getDatabase } from '@/lib/db/client'
import { answerAtLock } from '@/lib/db/folder-questions'
import { describeBadEnv, parseEnv } from '@/lib/env'
import { startFollower } from '@/lib/follower/follower'
import { startLedger } from '@/lib/ledger/write'
import { log } from '@/lib/log'
import { isProxyUnstated, notePeers } from '@/lib/people/peer-header'

/** What must hold before the first request: settings, database, migrations; then the follower and the ledger. */
async function start(): Promise<void> {
  try {
    const check = parseEnv(process.env)
    if (!check.ok) return refuseToStart(describeBadEnv(check))
    guardRequests(check.env.AUTH_URL)
    // next-auth 4 reads this name.
    process.env.NEXTAUTH_URL = check.env.AUTH_URL
    if (isProxyUnstated(check.env))
      log.warn({
        event: 'proxy_unstated',
        setting: 'TRUSTED_PROXIES',
        effect: 'tries to sign in are not counted by address',
      })
    notePeers(check.env)
    const { kind } = await getDatabase()
    answerAtLock(answerVerify)
    await startFollower({ isAlone: kind === 'embedded', pace: check.env.FOLLOW_PACE })
    startLedger()
    log.info({ event: 'started', database: kind })
  } catch (error) {
    refuseToStart(
      `Flowstop cannot start. ${error instanceof Error ? error.message : 'The database did not open.'}`,
    )
  }
}

function refuseToStart(sentence: string): never {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}

await start()
