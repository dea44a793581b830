import { spawnSync } from 'node:child_process'
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'

// Who may import whom, each row once allowed and once refused.
const table: [file: string, specifier: string, refused: boolean][] = [
  ['app/(dashboard)/page.tsx', '@/lib/instances/list', false],
  ['app/(dashboard)/page.tsx', '@/lib/ledger/read', false],
  ['app/(dashboard)/page.tsx', '@/lib/gateway/client', true],
  ['app/(dashboard)/page.tsx', '@/lib/db/client', true],
  ['app/(dashboard)/page.tsx', '@/lib/env', true],
  ['app/(dashboard)/page.tsx', '@/lib/simulator/server', true],
  ['components/ui/x.tsx', '@/lib/shared/statuses', false],
  ['components/ui/x.tsx', '@/lib/enos', false],
  ['components/ui/x.tsx', '@/lib/instances/list', true],
  ['components/ui/x.tsx', '@/lib/people/viewer', true],
  ['components/ui/x.tsx', 'zod', true],
  ['lib/enos.ts', '@/lib/instances/cancel/request-cancellation', false],
  ['lib/enos.ts', '@/lib/gateway/client', true],
  ['lib/enos.ts', '@/lib/db/client', true],
  ['lib/instances/x.ts', '@/lib/cancellations/observe', false],
  ['lib/instances/x.ts', '@/lib/people/viewer', false],
  ['lib/instances/x.ts', '@/lib/people/seal', false],
  ['lib/instances/x.ts', '@/lib/people/sessions', true],
  ['lib/instances/x.ts', '@/lib/env', true],
  ['lib/instances/x.ts', '@/lib/db/client', true],
  ['lib/instances/x.ts', 'next/headers', true],
  ['lib/instances/x.ts', 'react', true],
  ['lib/cancellations/x.ts', '@/lib/db/client', false],
  ['lib/cancellations/x.ts', '@/lib/gateway/client', true],
  ['lib/cancellations/x.ts', '@/lib/instances/list', true],
  ['lib/cancellations/x.ts', '@/lib/flow-actions/of', false],
  ['lib/flow-actions/x.ts', '@/lib/db/client', false],
  ['lib/flow-actions/x.ts', '@/lib/gateway/client', true],
  ['lib/flow-actions/x.ts', '@/lib/cancellations/observe', true],
  ['lib/flow-actions/x.ts', '@/lib/instances/list', true],
  ['lib/instances/x.ts', '@/lib/flow-actions/open-action', false],
  ['lib/follower/x.ts', '@/lib/flow-actions/follow-ups', false],
  ['lib/enos.ts', '@/lib/flow-actions/open-action', true],
  ['lib/follower/x.ts', '@/lib/instances/cancel/look', false],
  ['lib/follower/x.ts', '@/lib/gateway/client', true],
  ['lib/follower/x.ts', 'next/server', true],
  ['lib/ledger/x.ts', '@/lib/gateway/ledger', false],
  ['lib/ledger/x.ts', '@/lib/db/client', false],
  ['lib/ledger/x.ts', '@/lib/cancellations/observe', true],
  ['lib/ledger/x.ts', '@/lib/people/sessions', true],
  ['lib/ledger/x.ts', 'react', true],
  ['lib/people/x.ts', '@/lib/gateway/iam', false],
  ['lib/people/x.ts', '@/lib/gateway/client', true],
  ['lib/people/x.ts', '@/lib/instances/list', true],
  ['lib/gateway/x.ts', '@/lib/env', false],
  ['lib/gateway/x.ts', '@/lib/db/client', true],
  ['lib/gateway/x.ts', '@/lib/ledger/write', true],
  ['lib/gateway/x.ts', '../db/client', true],
  ['lib/db/x.ts', '@/lib/log', false],
  ['lib/db/x.ts', '@/lib/cancellations/observe', true],
  ['lib/shared/x.ts', '@/lib/shared/statuses', false],
  ['lib/shared/x.ts', '@/lib/env', true],
  ['lib/shared/x.ts', 'server-only', true],
  ['lib/simulator/x.ts', 'node:http', false],
  ['lib/simulator/x.ts', '@/lib/gateway/sign', true],
  ['lib/simulator/x.ts', '@/lib/shared/statuses', true],
  ['lib/simulator/x.ts', '../gateway/sign', true],
  ['proxy.ts', 'next/server', false],
  ['proxy.ts', '@/lib/people/cookies', true],
  ['instrumentation.node.ts', '@/lib/follower/follower', false],
  ['instrumentation.node.ts', '@/lib/cancellations/answer-verify', false],
  ['instrumentation.node.ts', '@/lib/cancellations/append-event', true],
  ['instrumentation.node.ts', '@/lib/ledger/write', false],
  ['instrumentation.node.ts', '@/lib/instances/list', true],
]

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'flowstop-house-')))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Writes one import a line into files that stand where the table says, lints them, and returns what was refused. */
function lintTable(): Set<string> {
  copyFileSync('biome.json', join(folder, 'biome.json'))
  const files = new Map(table.map(([file]) => [file, table.filter((row) => row[0] === file)]))
  for (const [file, rows] of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    const lines = rows.map(([, specifier], n) => `export * as x${n} from '${specifier}'\n`)
    writeFileSync(join(folder, file), lines.join(''))
  }
  const { stdout } = spawnSync(
    resolve('node_modules/.bin/biome'),
    [
      'lint',
      '--only=style/noRestrictedImports',
      '--vcs-enabled=false',
      '--max-diagnostics=none',
      '--reporter=github',
    ],
    { cwd: folder, encoding: 'utf8' },
  )
  const found = [...stdout.matchAll(/noRestrictedImports,file=([^,]+),line=(\d+)/g)]
  return new Set(
    found.map(([, path = '', line]) => {
      const file = relative(folder, resolve(folder, path))
      return `${file} ${files.get(file)?.[Number(line) - 1]?.[1]}`
    }),
  )
}

describe('the house', () => {
  it('lets each part import what the table says, and nothing else', () => {
    const expected = table
      .filter(([, , refused]) => refused)
      .map(([file, specifier]) => `${file} ${specifier}`)
    expect([...lintTable()].sort()).toEqual(expected.sort())
  })

  it('marks every server file, so that a build breaks when a browser reaches one', () => {
    const files = readdirSync('lib', { recursive: true, encoding: 'utf8' })
      .filter(
        (file) => file.endsWith('.ts') && !/\.test\.ts$|^(?:shared|simulator|testing|enos\.ts)/.test(file),
      )
      .map((file) => `lib/${file}`)
    expect(files.length).toBeGreaterThan(40)
    const unmarked = files.filter((file) => !readFileSync(file, 'utf8').startsWith("import 'server-only'\n"))
    expect(unmarked).toEqual([])
  })
})
