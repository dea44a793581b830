import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import {
  firstScripts,
  kib,
  LIST_PAGE,
  measureListPage,
  overLimit,
  totalBytes,
} from '@/scripts/page-script.mjs'

const KIB = 1024

describe('the scripts of the list page', () => {
  it('are those of Next and of everything around the page, each once', () => {
    const entryJSFiles = {
      '[project]/app/layout': ['chunks/shared.js'],
      '[project]/app/(dashboard)/error': ['chunks/shared.js', 'chunks/error.js'],
      '[project]/app/(dashboard)/page': ['chunks/shared.js', 'chunks/list.js'],
    }
    expect(firstScripts({ rootMainFiles: ['chunks/main.js'] }, { entryJSFiles })).toEqual([
      'chunks/error.js',
      'chunks/list.js',
      'chunks/main.js',
      'chunks/shared.js',
    ])
  })

  it('may have as much as the limit and no byte more', () => {
    expect(overLimit([['a.js', 100 * KIB]], 100)).toBeNull()
    expect(overLimit([['a.js', 100 * KIB + 1]], 100)).not.toBeNull()
  })

  it('are named with their size and the limit when they are too much', () => {
    const said = overLimit(
      [
        ['small.js', 20 * KIB],
        ['big.js', 171.5 * KIB],
      ],
      190,
    )
    expect(said).toContain(
      'The list page loads 191.5 KiB of script (gzip) before anyone touches it; the limit is 190 KiB.',
    )
    expect(said?.indexOf('big.js')).toBeLessThan(said?.indexOf('small.js') ?? 0)
  })
})

describe('a build', () => {
  let folder = ''
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  function write(path: string, text: string): void {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }

  it('is measured as its files are sent', () => {
    folder = mkdtempSync(join(tmpdir(), 'flowstop-build-'))
    const manifest = { entryJSFiles: { '[project]/app/layout': ['static/chunks/b.js'] } }
    write('build-manifest.json', JSON.stringify({ rootMainFiles: ['static/chunks/a.js'] }))
    write(
      `server/app/${LIST_PAGE}_client-reference-manifest.js`,
      `globalThis.__RSC_MANIFEST = globalThis.__RSC_MANIFEST || {};
       globalThis.__RSC_MANIFEST[${JSON.stringify(LIST_PAGE)}] = ${JSON.stringify(manifest)}`,
    )
    write('static/chunks/a.js', 'a'.repeat(5000))
    write('static/chunks/b.js', 'alert(1)')
    const files = measureListPage(folder)
    expect(files.map(([path]) => path)).toEqual(['static/chunks/a.js', 'static/chunks/b.js'])
    expect(totalBytes(files)).toBe(
      gzipSync('a'.repeat(5000), { level: 9 }).length + gzipSync('alert(1)', { level: 9 }).length,
    )
    expect(kib(1536)).toBe('1.5 KiB')
  })

  it('without that page is no build to measure', () => {
    folder = mkdtempSync(join(tmpdir(), 'flowstop-build-'))
    write('build-manifest.json', JSON.stringify({ rootMainFiles: [] }))
    expect(() => measureListPage(folder)).toThrow('has no page')
  })
})
