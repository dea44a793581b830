import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Stack } from './stack'

const END = '</body></html>'

export type LateRest = {
  url: string
  /** The part of the last page that stands back; empty where it has none. */
  held: () => string
  letThrough: () => void
  stop: () => Promise<void>
}

/**
 * Stands before the server, and hands out its pages without what is streamed later and has `mark` in it: that comes when
 * it is let through.
 */
export async function holdRestOfPages(stack: Stack, mark: string): Promise<LateRest> {
  let rest = ''
  let letThrough = () => {}
  async function handOut(answer: IncomingMessage, to: ServerResponse): Promise<void> {
    const page = Buffer.concat(await answer.toArray()).toString()
    const [from, until] = laterPart(page, mark)
    rest = page.slice(from, until)
    if (rest === '') return void to.end(page)
    const end = page.lastIndexOf(END)
    to.write(page.slice(0, from) + page.slice(until, end))
    letThrough = () => to.end(rest + page.slice(end))
  }

  const server = createServer((asked, to) => {
    const isPage = asked.headers.accept?.includes('text/html') === true
    const headers = { ...asked.headers, host: new URL(stack.url).host }
    if (headers.origin) headers.origin = stack.url
    if (isPage) headers['accept-encoding'] = 'identity'
    const onward = request(
      new URL(asked.url ?? '/', stack.url),
      { method: asked.method, headers },
      (answer) => {
        const { 'content-length': _, ...told } = answer.headers
        to.writeHead(answer.statusCode ?? 502, isPage ? told : answer.headers)
        if (isPage) void handOut(answer, to)
        else answer.pipe(to)
      },
    )
    onward.on('error', () => to.destroy())
    asked.pipe(onward)
  })
  const { hostname } = new URL(stack.url)
  await new Promise<void>((resolve) => server.listen(0, hostname, resolve))
  return {
    url: `http://${hostname}:${(server.address() as AddressInfo).port}`,
    held: () => rest,
    letThrough: () => letThrough(),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Where such a part begins and ends: what is shown, hidden at first, and the script that puts it in its place. */
function laterPart(page: string, mark: string): [from: number, until: number] {
  const from = page.lastIndexOf('<div hidden id="', page.indexOf(mark))
  const [, id] = /^<div hidden id="([^"]+)"/.exec(page.slice(from)) ?? []
  const placed = id === undefined ? -1 : page.indexOf(`"${id}"`, from + `<div hidden id="${id}"`.length)
  const until = page.indexOf('</script>', placed)
  return !page.includes(mark) || placed === -1 || until === -1 ? [0, 0] : [from, until + '</script>'.length]
}
