/** A graph as the EnOS documents show one, numbers as texts and all. */
export const DOCUMENTED_GRAPH = {
  creator: 'alice',
  flows: [
    { flowId: '2809', flowName: 'up', nodeId: 'f_2809', isVirtual: false, flowInstId: null, status: 'NONE' },
  ],
  relations: [{ source: 'f_2809', target: 't_104890', rerun: true, cycleGap: 'D0' }],
  tasks: [
    {
      taskName: 'tass',
      taskInstId: '104890-20190808093200',
      x: 0.002,
      y: '0.5',
      taskId: 104890,
      nodeId: 't_104890',
      status: 'SUCCESS',
    },
  ],
}

/** What is read from it. */
export const PARSED_GRAPH = {
  tasks: [
    {
      nodeId: 't_104890',
      taskId: '104890',
      taskInstId: '104890-20190808093200',
      name: 'tass',
      status: 'SUCCESS',
      x: 0.002,
      y: 0.5,
    },
  ],
  flows: [
    {
      nodeId: 'f_2809',
      flowId: '2809',
      flowName: 'up',
      flowInstId: null,
      status: 'NONE',
      isVirtual: false,
      x: null,
      y: null,
    },
  ],
  relations: [{ source: 'f_2809', target: 't_104890', rerun: true, cycleGap: 'D0' }],
}
