import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createContext, runInContext } from 'node:vm'
import { gzipSync } from 'node:zlib'
import { inProject } from './project-root.mjs'

/** The most script (gzip) that the list page may fetch before anyone has touched it. */
export const LIST_PAGE_LIMIT_KIB = 185
export const LIST_PAGE = '/(dashboard)/page'

/**
 * The scripts that a page's document names, as paths under the build folder: Next's own, and those of the page with
 * every layout and error boundary around it. Polyfills are not among them: browsers that run this app skip them.
 */
export function firstScripts({ rootMainFiles }, { entryJSFiles }) {
  return [...new Set([...rootMainFiles, ...Object.values(entryJSFiles).flat()])].sort()
}

/** What a build's list page fetches at first: `[path, bytes]`, each file gzipped by itself as it is sent. */
export function measureListPage(buildFolder = inProject('.next')) {
  const buildManifest = JSON.parse(readFileSync(join(buildFolder, 'build-manifest.json'), 'utf8'))
  const paths = firstScripts(buildManifest, clientManifest(buildFolder, LIST_PAGE))
  return paths.map((path) => [path, gzipSync(readFileSync(join(buildFolder, path)), { level: 9 }).length])
}

/** Next writes it as a script that lays a value on the global object. */
function clientManifest(buildFolder, page) {
  const path = join(buildFolder, 'server', 'app', `${page}_client-reference-manifest.js`)
  if (!existsSync(path)) throw new Error(`The build has no page ${page}.`)
  const context = createContext({})
  runInContext(readFileSync(path, 'utf8'), context)
  return context.__RSC_MANIFEST[page]
}

/** Null where the files keep to the limit, else the sentence that says by how much they do not. */
export function overLimit(files, limitKib = LIST_PAGE_LIMIT_KIB) {
  const bytes = totalBytes(files)
  if (bytes <= limitKib * 1024) return null
  const biggest = [...files].sort(([, a], [, b]) => b - a).slice(0, 5)
  return [
    `The list page loads ${kib(bytes)} of script (gzip) before anyone touches it; the limit is ${limitKib} KiB.`,
    'Load what is new there only when it is needed. The biggest files:',
    ...biggest.map(([path, size]) => `  ${kib(size).padStart(10)}  ${path}`),
  ].join('\n')
}

export function totalBytes(files) {
  return files.reduce((total, [, bytes]) => total + bytes, 0)
}

export function kib(bytes) {
  return `${(bytes / 1024).toFixed(1)} KiB`
}
