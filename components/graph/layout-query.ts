import { queryOptions } from '@tanstack/react-query'
import { type Arrangement, shapeOf } from '@/components/graph/arrange'
import { boxFor } from '@/components/graph/boxes'
import type { LayoutTask } from '@/components/graph/lay-out'
import type { Layout, Room } from '@/components/graph/places'

/** Fewer are laid out before a worker would have started. */
const WORKER_FROM = 40

export type Frame = { direction: 'LR' | 'TB'; room: Room }

/** Where the nodes of a shape stand: worked out once, beside the page if it may take long, and kept while the shape stays. */
export function layoutQuery({ nodes, edges, ...rest }: Arrangement, direction: Frame['direction']) {
  const box = boxFor(nodes)
  const task: LayoutTask = { keys: nodes.map(({ key }) => key), edges, box, direction }
  return queryOptions({
    queryKey: ['graph-layout', shapeOf({ nodes, edges, ...rest }), direction, box],
    queryFn: ({ signal }) =>
      nodes.length < WORKER_FROM ? here(task) : inWorker(task, signal).catch(() => here(task)),
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
