/** What was typed and not sent is for nobody else who signs in here. */
export function forgetDrafts(): void {
  try {
    sessionStorage.clear()
  } catch {
    // A browser that forbids storage has kept nothing.
  }
}
