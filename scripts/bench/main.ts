import { benchCancelAndList } from './cancel-and-list'
import { benchPageScript } from './page-script'

console.log(
  `Flowstop bench: ${new Date().toISOString()}, Node ${process.version}. Ratios of medians; both sides in turn.`,
)
for (const latencyMs of [0, 50]) await benchCancelAndList(latencyMs)
await benchPageScript()
