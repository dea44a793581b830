/** Hands a text over as a file. */
export function saveText(text: string, fileName: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
  // The browser has taken it by then.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

/** A name that every system takes: of the task, and of the moment at which its log was read. */
export function logFileName(task: string, readAt: number): string {
  const name = task
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(0, 80)
  const moment = new Date(readAt).toISOString().slice(0, 19).replace(/:/g, '').replace('T', '-')
  return `${name || 'task'}-${moment}Z.log`
}
