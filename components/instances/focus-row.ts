/** Puts the keyboard on the row of an instance, where it is shown. */
export function focusRow(flowInstId: string): void {
  document.querySelector<HTMLElement>(`[data-row="${CSS.escape(flowInstId)}"]`)?.focus()
}
