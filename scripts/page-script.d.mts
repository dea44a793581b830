/** A path under the build folder, and its size (gzip). */
export type ScriptFile = [path: string, bytes: number]

export const LIST_PAGE_LIMIT_KIB: number
export const LIST_PAGE: string
export function firstScripts(
  buildManifest: { rootMainFiles: string[] },
  clientManifest: { entryJSFiles: Record<string, string[]> },
): string[]
export function measureListPage(buildFolder?: string): ScriptFile[]
export function overLimit(files: ScriptFile[], limitKib?: number): string | null
export function totalBytes(files: ScriptFile[]): number
export function kib(bytes: number): string
