import { ALICES_FLOWS } from './company-flows-alice'
import { OTHERS_FLOWS } from './company-flows-others'
import { COMPANY_ORGS } from './company-people'
import { taskNames } from './company-tasks'
import type { Flow } from './flow'
import type { FlowRecipe } from './flow-recipe'
import { cronText, cycleOf } from './schedule'
import { growTasks } from './task-graph'

const COMPANY_FLOWS = [...ALICES_FLOWS, ...OTHERS_FLOWS]
const FIRST_FLOW_ID = 2438
const FOUNDED = Date.UTC(2024, 2, 11, 2, 30)

/** The workflows of the demo company; `size` copies of each, told apart by a number. */
export function buildCompany(seed: number, size: number): Flow[] {
  const flows: Flow[] = []
  for (let copy = 1; copy <= size; copy += 1)
    for (const [index, recipe] of COMPANY_FLOWS.entries())
      flows.push(build({ recipe, seed, copy, flowId: FIRST_FLOW_ID + (copy - 1) * 1000 + index * 7 }))
  return flows
}

function build(given: { recipe: FlowRecipe; seed: number; copy: number; flowId: number }): Flow {
  const { recipe, seed, copy, flowId } = given
  const isSouth = recipe.org === 'south'
  return {
    flowId,
    flowName: copy === 1 ? recipe.name : `${recipe.name}-${copy}`,
    orgId: COMPANY_ORGS[isSouth ? 1 : 0].id,
    owners: recipe.owners,
    visitors: isSouth ? [] : ['lin'],
    creator: recipe.owners[0] ?? 'alice',
    type: recipe.type ?? 1,
    cycle: cycleOf(recipe.schedule),
    freq: cronText(recipe.schedule),
    schedule: recipe.schedule,
    pace: recipe.pace,
    doAs: isSouth ? 'data_southpv' : 'data_northwind',
    alertMode: flowId % 4,
    desc: recipe.desc,
    locked: recipe.locked ?? false,
    active: 1,
    pauses: [],
    tasks: growTasks(flowId, taskNames(recipe.trade, recipe.tasks), seed),
    references: references(recipe, flowId),
    parameters: flowId % 3 === 0 ? [{ key: 'region', value: isSouth ? 'south' : 'north' }] : [],
    onCancel: recipe.onCancel ?? 'stop',
    createdAt: FOUNDED + (flowId % 97) * 86_400_000,
  }
}

function references(recipe: FlowRecipe, flowId: number): Flow['references'] {
  const base = flowId - COMPANY_FLOWS.indexOf(recipe) * 7
  return (recipe.refersTo ?? []).map((name) => {
    const index = COMPANY_FLOWS.findIndex((other) => other.name === name)
    return { flowId: base + index * 7, flowName: name }
  })
}
