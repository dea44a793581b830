import { existsSync, readFileSync } from 'node:fs'

function readReport(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined
}

/** Passed and failed tests in a JSON report of Vitest. */
export function vitestCounts(path) {
  const report = readReport(path)
  return { passed: report?.numPassedTests ?? 0, failed: report?.numFailedTests ?? 0 }
}

/** Passed and failed tests in a JSON report of Playwright. */
export function playwrightCounts(path) {
  const stats = readReport(path)?.stats
  return { passed: (stats?.expected ?? 0) + (stats?.flaky ?? 0), failed: stats?.unexpected ?? 0 }
}

/** Rows of the fault bench without and with a difference. */
export function faultCounts(path) {
  const counts = readReport(path)
  return { passed: counts?.passed ?? 0, failed: counts?.failed ?? 0 }
}
