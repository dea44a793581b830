const OWNER = 'flowstop.draftsOf'

/** What was typed and not sent is for nobody else who signs in here. */
export function forgetDrafts(): void {
  try {
    sessionStorage.clear()
  } catch {
    // A browser that forbids storage has kept nothing.
  }
}

/** Keeps the drafts of this tab for one person: those of whoever was here before go. */
export function keepDraftsOf(person: string): void {
  try {
    if (sessionStorage.getItem(OWNER) !== person) sessionStorage.clear()
    sessionStorage.setItem(OWNER, person)
  } catch {
    // A browser that forbids storage has kept nothing.
  }
}
