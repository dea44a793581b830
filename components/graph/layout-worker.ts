import { type LayoutTask, layOut } from '@/components/graph/lay-out'

// A long graph takes dagre a second, in which a page could not even be scrolled.
self.onmessage = ({ data }: MessageEvent<LayoutTask>) => self.postMessage(layOut(data))
