import { setTimeout as sleep } from 'node:timers/promises'
import { inPackage } from './project-root.mjs'
import { startChild } from './start-child.mjs'

const START_LIMIT_MS = 60_000
const HOST = '127.0.0.1'

/**
 * Starts the built app (or `next dev`) on a loopback port and waits until it says that it is healthy. That is also its
 * public address, unless `env` has an AUTH_URL.
 * Throws its last words when it does not.
 */
export async function startApp(options) {
  const app = launchApp(options)
  await untilHealthy(app)
  return app
}

/** The same without waiting: it has just been started. */
export function launchApp({ mode = 'start', port, env, onOutput }) {
  const url = `http://${HOST}:${port}`
  const child = startChild({
    name: 'the app',
    args: [inPackage('next/dist/bin/next'), mode, '-H', HOST, '-p', String(port)],
    env: {
      NEXT_TELEMETRY_DISABLED: '1',
      NODE_ENV: mode === 'dev' ? 'development' : 'production',
      ...env,
      HOST,
      PORT: String(port),
      AUTH_URL: env.AUTH_URL ?? url,
      NEXTAUTH_URL: env.AUTH_URL ?? url,
    },
    onOutput,
  })
  return { url, child }
}

async function untilHealthy({ url, child }) {
  const deadline = Date.now() + START_LIMIT_MS
  while (child.isRunning() && Date.now() < deadline) {
    if (await isHealthy(url)) return
    await Promise.race([sleep(100), child.exited])
  }
  const isSlow = child.isRunning()
  await child.stop()
  const refusal = /^Flowstop cannot start\..*$/m.exec(child.output())
  if (refusal) throw new Error(refusal[0])
  const reason = isSlow ? 'The app did not become healthy in a minute.' : 'The app did not start.'
  throw new Error(`${reason}\n${lastWords(child.output())}`)
}

async function isHealthy(url) {
  try {
    const answer = await fetch(`${url}/api/health`, { signal: AbortSignal.timeout(30_000) })
    await answer.arrayBuffer()
    return answer.ok
  } catch {
    return false
  }
}

/** What the app itself said: without Next's banner. */
function lastWords(output) {
  const lines = output.split('\n').map((line) => line.trimEnd())
  return lines
    .filter((line) => line && !/^\s*(▲|- (Local|Network|Environments)|✓)/.test(line))
    .slice(-20)
    .join('\n')
}
