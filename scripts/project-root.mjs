import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const projectRoot = fileURLToPath(new URL('..', import.meta.url))

/** The path of a file inside the project. */
export function inProject(...parts) {
  return join(projectRoot, ...parts)
}

/** The path of a file of an installed package; thrown errors mean that it is not installed. */
export function inPackage(specifier) {
  return createRequire(inProject('package.json')).resolve(specifier)
}
