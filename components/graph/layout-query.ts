import { queryOptions } from '@tanstack/react-query'
import type { Layout } from '@/components/graph/fold'
import type { LayoutTask } from '@/components/graph/lay-out'

/** Where the nodes of a shape stand: worked out once, beside the page, and kept while the shape stays. */
export function layoutQuery(shape: string, task: LayoutTask) {
  const { direction, box, room } = task
  return queryOptions({
    queryKey: ['graph-layout', shape, direction, box, room],
    queryFn: ({ signal }) => inWorker(task, signal).catch(() => here(task)),
    staleTime: Number.POSITIVE_INFINITY,
    networkMode: 'always',
  })
}

function inWorker(task: LayoutTask, signal: AbortSignal): Promise<Layout> {
  return new Promise<Layout>((resolve, reject) => {
    const worker = new Worker(new URL('./layout-worker.ts', import.meta.url), { type: 'module' })
    const end = (settle: () => void) => {
      worker.terminate()
      settle()
    }
    worker.onmessage = ({ data }: MessageEvent<Layout>) => end(() => resolve(data))
    worker.onerror = () => end(() => reject(new Error('The layout worker failed.')))
    signal.addEventListener('abort', () => end(() => reject(signal.reason)))
    worker.postMessage(task)
  })
}

/** Where a browser, or the server's new version, gives no worker. */
async function here(task: LayoutTask): Promise<Layout> {
  const { layOut } = await import('@/components/graph/lay-out')
  return layOut(task)
}
