const KEY = 'flowstop.reopen'

/** Loads the page anew, with the dialog of this instance open again; what was typed is kept (draft-store). */
export function reloadInto(flowInstId: string): void {
  try {
    sessionStorage.setItem(KEY, flowInstId)
  } catch {
    // Storage may be full or forbidden: then the dialog is opened by hand.
  }
  window.location.reload()
}

/** Whose dialog to open after such a reload; told once. */
export function takeReopening(): string | null {
  try {
    const flowInstId = sessionStorage.getItem(KEY)
    sessionStorage.removeItem(KEY)
    return flowInstId
  } catch {
    return null
  }
}
