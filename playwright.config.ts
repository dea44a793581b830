import { defineConfig } from '@playwright/test'

// Chromium's own errands: tests must pass on a machine without internet, and send nothing to it.
const quiet = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
  '--disable-gpu',
]

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  timeout: 60_000,
  expect: { timeout: 15_000 },
  workers: 2,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
  use: {
    locale: 'en-US',
    timezoneId: 'Europe/Berlin',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.CHROME_PATH || undefined,
      // Chromium's sandbox refuses root.
      chromiumSandbox: process.getuid?.() !== 0,
      args: quiet,
    },
  },
  projects: [
    { name: 'desktop', grepInvert: /@narrow/, use: { viewport: { width: 1440, height: 900 } } },
    { name: 'narrow', grep: /@narrow/, use: { viewport: { width: 320, height: 640 } } },
  ],
})
