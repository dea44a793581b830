export type FlowAction = 'trigger' | 'enable' | 'disable'
export type FlowAct = { at: number; action: FlowAction; by: string; flowInstId?: string }

/** What was asked of workflows and done, oldest first. */
export class FlowActs {
  readonly #acts = new Map<number, FlowAct[]>()

  note(flowId: number, act: FlowAct): void {
    this.#acts.set(flowId, [...this.of(flowId), act])
  }

  of(flowId: number): readonly FlowAct[] {
    return this.#acts.get(flowId) ?? []
  }

  /** When a workflow was last triggered. */
  lastTrigger(flowId: number): number | undefined {
    return this.of(flowId).findLast((act) => act.action === 'trigger')?.at
  }
}
