const place = globalThis as typeof globalThis & { flowstop?: Map<string, unknown> }

/**
 * One value for the whole process. Next evaluates a module apart for instrumentation, routes and actions, so a plain
 * module variable would exist three times.
 */
export function processWide<T>(name: string, make: () => T): T {
  place.flowstop ??= new Map()
  if (!place.flowstop.has(name)) place.flowstop.set(name, make())
  return place.flowstop.get(name) as T
}
