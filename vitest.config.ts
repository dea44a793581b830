import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('.', import.meta.url))

export default defineConfig({
  resolve: {
    alias: [
      { find: /^server-only$/, replacement: `${root}node_modules/server-only/empty.js` },
      { find: /^@\//, replacement: root },
    ],
  },
  test: {
    include: ['{app,components,lib,scripts,messages}/**/*.test.{ts,tsx}', 'instrumentation*.test.ts'],
    environment: 'node',
    setupFiles: ['lib/testing/quiet-log.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
