import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { inPackage, inProject, projectRoot } from './project-root.mjs'

// Settings from .env, read as `npm start` reads them.
const { loadEnvConfig } = createRequire(inPackage('next/dist/bin/next'))('@next/env')
process.env.NODE_ENV = 'production'
loadEnvConfig(projectRoot, false, { info() {}, error: console.error })

const main = inProject('scripts/history-verify/main.ts')
const child = spawn(
  process.execPath,
  ['--conditions=react-server', '--import=tsx', main, ...process.argv.slice(2)],
  { cwd: projectRoot, stdio: 'inherit' },
)
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.once('close', (code) => process.exit(code ?? 2))
