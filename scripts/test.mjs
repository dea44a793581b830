import { ensureInstalled } from './ensure-installed.mjs'

await ensureInstalled()
const { mkdtempSync, rmSync } = await import('node:fs')
const { tmpdir } = await import('node:os')
const { join } = await import('node:path')
const { findBrowser } = await import('./find-browser.mjs')
const { inProject } = await import('./project-root.mjs')
const { runStep } = await import('./run-step.mjs')
const { beforeStop, stopAndExit } = await import('./stopping.mjs')
const { faultCounts, playwrightCounts, vitestCounts } = await import('./test-counts.mjs')
const { startTestPostgres } = await import('./test-postgres.mjs')

const reports = mkdtempSync(join(tmpdir(), 'flowstop-reports-'))
const unitReport = join(reports, 'unit.json')
const faultReport = join(reports, 'faults.json')
const e2eReport = join(reports, 'e2e.json')
const env = { CI: process.env.CI || '1' }
const counts = { passed: 0, failed: 0 }

// Added first, so run last: the count is the last line however the run ends.
beforeStop(() => console.log(`${counts.passed} passed, ${counts.failed} failed`))
beforeStop(() => rmSync(reports, { recursive: true, force: true }))

await step('browser', async () => {
  env.CHROME_PATH = await findBrowser()
  console.log(env.CHROME_PATH)
})
await step('lint', () => tool('biome', ['check', '.']))
await step('typecheck', () => tool('tsc', ['--noEmit']))
await step('unit tests', unitTests)
await step('build', () => node(['scripts/ensure-built.mjs']))
await step('fault bench, short', faultBench)
await step('end-to-end tests', endToEndTests)
await stopAndExit(0)

/** Runs one step under a header; a failure ends the whole run with the step's exit code. */
async function step(name, run) {
  console.log(`\n== ${name}`)
  const from = Date.now()
  let code = 0
  try {
    code = (await run()) ?? 0
  } catch (error) {
    console.error(error.message)
    code = 1
  }
  console.log(`== ${name}: ${code === 0 ? 'ok' : 'FAILED'} (${((Date.now() - from) / 1000).toFixed(1)} s)`)
  if (code === 0) return
  if (counts.failed === 0) counts.failed = 1
  await stopAndExit(code)
}

async function unitTests() {
  const database = await startTestPostgres()
  if (database.url) {
    env.TEST_DATABASE_URL = database.url
    beforeStop(() => database.stop())
  } else {
    console.log(`${database.reason}: the database tests run on PGlite only.`)
  }
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`]
  const code = await tool('vitest', ['run', ...reporters])
  add(vitestCounts(unitReport))
  return code
}

async function faultBench() {
  const code = await node(['scripts/faults.mjs', '--short', `--counts=${faultReport}`])
  add(faultCounts(faultReport))
  return code
}

async function endToEndTests() {
  env.PLAYWRIGHT_JSON_OUTPUT_FILE = e2eReport
  const code = await tool('playwright', ['test', '--forbid-only', '--reporter=list,json'])
  add(playwrightCounts(e2eReport))
  return code
}

function add({ passed, failed }) {
  counts.passed += passed
  counts.failed += failed
}

function tool(name, args) {
  return run(inProject('node_modules', '.bin', name), args)
}

function node(args) {
  return run(process.execPath, args)
}

async function run(command, args) {
  const { code } = await runStep(command, args, { env })
  return code
}
