import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The application keys that simulator and app share; they open nothing but the simulator. */
export const demoKeys = { accessKey: 'flowstop-demo', secretKey: 'flowstop-demo-secret-of-the-simulator' }
const lead = 'lin'
const namedAtSignIn = ['alice', 'bob', lead]

/** The app's settings over a simulator. The session secret stays in the folder, so that a restart signs nobody out. */
export function demoSettings({ dataDir, gatewayUrl, accounts }) {
  return {
    ENOS_API_URL: gatewayUrl,
    ENOS_ACCESS_KEY: demoKeys.accessKey,
    ENOS_SECRET_KEY: demoKeys.secretKey,
    AUTH_SECRET: keptSecret(dataDir),
    DATA_DIR: dataDir,
    DATABASE_URL: '',
    TEAM_LEADS: lead,
    SIGN_IN_NOTICE: signInNotice(accounts),
  }
}

/** One text for people of both languages. */
function signInNotice(accounts) {
  const named = accounts.filter(({ username }) => namedAtSignIn.includes(username))
  return named
    .map(
      ({ username, password }) =>
        `${username} / ${password}${username === lead ? ' (team lead · 组长)' : ''}`,
    )
    .join('\n')
}

function keptSecret(dataDir) {
  const path = join(dataDir, 'auth-secret')
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  if (!existsSync(path)) writeFileSync(path, randomBytes(32).toString('base64url'), { mode: 0o600 })
  chmodSync(path, 0o600)
  return readFileSync(path, 'utf8')
}

/** The accounts that the simulator offers, as its control surface tells them. */
export async function demoAccounts(controlUrl) {
  const answer = await fetch(`${controlUrl}/accounts`)
  if (!answer.ok) throw new Error(`The simulator did not tell its accounts (HTTP ${answer.status}).`)
  return answer.json()
}
