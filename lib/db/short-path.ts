import 'server-only'
import { relative } from 'node:path'

/** The way from here where it is shorter than the absolute path: the path of a Unix socket may be 100 bytes long. */
export function shortPath(path: string): string {
  const near = relative(process.cwd(), path)
  return near.length < path.length ? near : path
}
