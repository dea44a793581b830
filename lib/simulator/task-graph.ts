import type { TaskPlan } from './flow'
import { COMPANY_TASKS } from './instance-id'
import { unit } from './random'

/** A believable graph: layers of tasks, each after one to three of the layer before (enos-api.md 5.2). */
export function growTasks(flowId: number, names: readonly string[], seed: number): TaskPlan[] {
  const layers = layOut(names.length, flowId, seed)
  const depth = layers.length
  const tasks: TaskPlan[] = []
  let previous: number[] = []
  for (const [level, width] of layers.entries()) {
    const current: number[] = []
    for (let place = 0; place < width; place += 1) {
      const index = tasks.length
      current.push(index)
      tasks.push({
        taskId: flowId * COMPANY_TASKS + index + 1,
        taskName: names[index] ?? `task_${index + 1}`,
        x: round(0.02 + (0.9 * level) / depth),
        y: round(0.02 + (0.9 * place) / width),
        from: round(level / depth),
        to: round((level + 0.55 + 0.45 * unit(seed, flowId, index, 2)) / depth),
        after: parents(previous, place, unit(seed, flowId, index, 3)),
      })
    }
    previous = current
  }
  const last = tasks.at(-1)
  if (last) last.to = 1
  return tasks
}

function layOut(total: number, flowId: number, seed: number): number[] {
  const widest = Math.max(1, Math.round(Math.sqrt(total)))
  const layers: number[] = []
  let left = total
  while (left > 0) {
    const isEdge = layers.length === 0 || left === 1
    const wanted = isEdge ? 1 : 1 + Math.floor(unit(seed, flowId, layers.length, 1) * widest)
    const width = left > 1 ? Math.min(wanted, left - 1) : 1
    layers.push(width)
    left -= width
  }
  return layers
}

function parents(previous: number[], place: number, share: number): number[] {
  if (previous.length === 0) return []
  const count = Math.min(previous.length, 1 + Math.floor(share * 3))
  const chosen = new Set<number>()
  for (let step = 0; step < count; step += 1) {
    const parent = previous[(place + step) % previous.length]
    if (parent !== undefined) chosen.add(parent)
  }
  return Array.from(chosen).sort((left, right) => left - right)
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000
}
