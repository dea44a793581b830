import 'server-only'

/** 16 MiB: far above any list or log page. */
export const BODY_LIMIT = 16 * 1024 * 1024

/** The body as UTF-8 text, or null beyond `limit` bytes (after decompression). Throws when the connection is lost. */
export async function readBody(response: Response, limit: number = BODY_LIMIT): Promise<string | null> {
  if (!response.body) return ''
  const reader = response.body.getReader()
  const decoder = new TextDecoder()
  let size = 0
  let text = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    size += value.byteLength
    if (size > limit) {
      await reader.cancel().catch(() => undefined)
      return null
    }
    text += decoder.decode(value, { stream: true })
  }
}
