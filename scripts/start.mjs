import { createRequire } from 'node:module'
import { hasBuild } from './ensure-built.mjs'
import { inPackage, projectRoot } from './project-root.mjs'
import { stopWithNpm } from './stop-with-npm.mjs'

if (!hasBuild()) {
  console.error('There is no build yet. Run `npm run build` first.')
  process.exit(1)
}

const require = createRequire(import.meta.url)
const next = inPackage('next/dist/bin/next')

// Next's own reader of .env, so that HOST and AUTH_URL are read as Next reads the rest.
const { loadEnvConfig } = createRequire(next)('@next/env')
process.env.NODE_ENV = 'production'
process.env.NEXT_TELEMETRY_DISABLED ??= '1'
loadEnvConfig(projectRoot, false, { info() {}, error: console.error })
if (process.env.AUTH_URL) process.env.NEXTAUTH_URL = process.env.AUTH_URL

// Next runs in this very process, so signals and the exit code need no passing on.
stopWithNpm()
process.chdir(projectRoot)
const host = process.env.HOST ? ['-H', process.env.HOST] : []
process.argv = [process.argv[0], next, 'start', ...host, '-p', process.env.PORT || '3000']
require(next)
