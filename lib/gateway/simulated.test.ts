import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Account, type SeededInstance, SimulatorControl } from '@/e2e/support/simulator-control'
import { LOG_LIMIT } from '@/lib/shared/tasks'
import { type RunningSimulator, startSimulator } from '@/lib/simulator/server'
import { createGateway, type Gateway } from './client'
import { systemPorts } from './system-ports'

const keys = { appKey: 'unit-test-key', appSecret: 'unit-test-secret' }
let simulator: RunningSimulator
let control: SimulatorControl
let gateway: Gateway
let people = 0

beforeAll(async () => {
  simulator = await startSimulator({ ...keys, company: 'empty', settings: { cancelDelayMs: [0, 0] } })
  control = new SimulatorControl(simulator.controlUrl)
  gateway = createGateway(
    {
      url: simulator.url,
      accessKey: keys.appKey,
      secretKey: keys.appSecret,
      timeoutMs: 5_000,
      maxRps: 500,
      pageBase: 'auto',
      sortFields: 'auto',
    },
    systemPorts,
  )
})
afterAll(async () => {
  expect(await control.protocolErrors()).toEqual([])
  await simulator.close()
})

type Scene = SeededInstance & { who: Account; tasks: string[] }

async function scene(): Promise<Scene> {
  people += 1
  const username = `person-${people}`
  const who = await control.createAccount({ username, password: 'x' })
  const tasks = [
    { name: 'read', status: 'SUCCESS' },
    { name: '写入', status: 'RUNNING' },
    { name: 'tell', status: 'INIT' },
  ]
  const seeded = await control.seedInstance({ owners: [username], status: 'RUNNING', tasks })
  const truth = await control.instance(seeded.flowInstId)
  return { ...seeded, who, tasks: truth.tasks.map((task) => task.taskInstId) }
}

const yes = async () => true
const styles = { graphKeys: 'camel', numbers: 'number', getData: 'object', envelope: 'code', requestId: true }

describe.each([
  ['as documented', styles],
  ['in snake case', { ...styles, graphKeys: 'snake' }],
  [
    'in mixed case, as lists and texts',
    { ...styles, graphKeys: 'mixed', numbers: 'string', getData: 'array' },
  ],
  ['in the older envelope', { ...styles, envelope: 'status', requestId: false }],
])('EnOS %s', (_name, style) => {
  beforeEach(() =>
    control.patchSettings({ ...style, taskApi: 'offered', noLogForm: 'new', logKeeps: 'tail' }),
  )

  it('tells of the tasks that the graph names', async () => {
    const { who, flowInstId, tasks } = await scene()
    const instance = await gateway.getFlowInstance(who, flowInstId)
    const named = instance.ok ? instance.value.graph?.tasks.map((task) => task.taskInstId) : null
    expect(named).toEqual(tasks)
    const found = await Promise.all(tasks.map((id) => gateway.getTaskInstance(who, id)))
    const told = found.map((one) => (one.ok && one.value !== 'not_offered' ? one.value : null))
    expect(told.map((task) => [task?.name, task?.status.name, task?.flowInstId])).toEqual([
      ['read', 'SUCCESS', flowInstId],
      ['写入', 'RUNNING', flowInstId],
      ['tell', 'INIT', flowInstId],
    ])
    expect(told.map((task) => [task?.startTime !== null, task?.endTime !== null])).toEqual([
      [true, true],
      [true, false],
      [false, false],
    ])
    expect(told[1]).toMatchObject({
      runMode: { isMultiple: false },
      createdTime: expect.stringMatching(/ CST \d{4}$/),
    })
    expect(told[1]?.cmd).toMatch(/Example-|hive/)
  })

  it('gives out logs, and none before a task has started, in either form', async () => {
    const { who, tasks } = await scene()
    const [done = '', running = '', waiting = ''] = tasks
    const log = await gateway.getTaskLog(who, done)
    expect(log.ok && log.value.log).toContain(`instance:\tt${done}\n`)
    await control.setLog(running, { text: 'half \ud800 nul \0\n' })
    expect(await gateway.getTaskLog(who, running)).toEqual({
      ok: true,
      value: { log: 'half \uFFFD nul \uFFFD\n' },
    })
    for (const noLogForm of ['new', 'old']) {
      await control.patchSettings({ noLogForm })
      expect(await gateway.getTaskLog(who, waiting)).toEqual({ ok: true, value: { log: null } })
    }
  })

  it.each(['head', 'tail'])('keeps the %s of a log that is too long', async (logKeeps) => {
    const { who, tasks } = await scene()
    await control.patchSettings({ logKeeps })
    await control.setLog(tasks[0] ?? '', { text: `first${'风'.repeat(LOG_LIMIT)}last` })
    const answer = await gateway.getTaskLog(who, tasks[0] ?? '')
    const log = (answer.ok && answer.value.log) || ''
    expect(log).toHaveLength(LOG_LIMIT)
    expect([log.startsWith('first'), log.endsWith('last')]).toEqual([
      logKeeps === 'head',
      logKeeps === 'tail',
    ])
  })

  it('pauses and resumes a schedule, and starts another run', async () => {
    const { who, flowId, flowInstId } = await scene()
    const accepted = { sent: true, verdict: 'accepted', resent: false }
    expect(await gateway.disableFlow(who, String(flowId), { beforeSend: yes })).toMatchObject(accepted)
    expect(await gateway.getFlow(who, String(flowId))).toMatchObject({ ok: true, value: { isActive: false } })
    expect(await gateway.enableFlow(who, String(flowId), { beforeSend: yes })).toMatchObject(accepted)
    expect(await gateway.getFlow(who, String(flowId))).toMatchObject({ ok: true, value: { isActive: true } })
    const trigger = { flowId: String(flowId), triggerTime: Date.now() - 60_000 }
    const made = await gateway.triggerFlow(who, trigger, { beforeSend: yes })
    expect(made).toMatchObject({ ...accepted, newFlowInstId: expect.stringMatching(`^${flowId}-\\d{14}$`) })
    const id = ('newFlowInstId' in made && made.newFlowInstId) || ''
    expect(await gateway.getFlowInstance(who, id)).toMatchObject({ value: { status: { name: 'WAIT' } } })
    await control.changeInstance(flowInstId, { status: 'SUCCESS' })
    expect(await gateway.getFlowInstance(who, id)).toMatchObject({ value: { status: { name: 'RUNNING' } } })
  })
})

describe('trouble', () => {
  beforeEach(() => control.patchSettings(styles))

  it('an older EnOS has no tasks to ask for, but logs', async () => {
    const { who, tasks } = await scene()
    await control.patchSettings({ taskApi: 'missing' })
    expect(await gateway.getTaskInstance(who, tasks[0] ?? '')).toEqual({ ok: true, value: 'not_offered' })
    expect(await gateway.getTaskLog(who, tasks[0] ?? '')).toMatchObject({ ok: true })
    await control.patchSettings({ taskApi: 'offered' })
  })

  it.each([
    ['before', 0],
    ['after', 1],
  ] as const)('a trigger that is cut %s it is processed is sent once and unconfirmed', async (when, runs) => {
    const { who, flowId } = await scene()
    await control.addFault({ operation: 'flows.trigger', match: { flowId }, kind: { type: 'cut', when } })
    const trigger = { flowId: String(flowId), triggerTime: Date.now() }
    expect(await gateway.triggerFlow(who, trigger, { beforeSend: yes })).toMatchObject({
      verdict: 'unconfirmed',
      reply: { kind: 'cut' },
      newFlowInstId: null,
    })
    expect((await control.flow(flowId)).processed.trigger).toBe(runs)
    expect(await control.calls({ operation: 'flows.trigger', flowId })).toHaveLength(1)
  })

  it('every act survives a token that has expired, and is done once', async () => {
    const { who, flowId } = await scene()
    const posts = [
      () => gateway.disableFlow(who, String(flowId), { beforeSend: yes }),
      () => gateway.enableFlow(who, String(flowId), { beforeSend: yes }),
      () =>
        gateway.triggerFlow(who, { flowId: String(flowId), triggerTime: Date.now() }, { beforeSend: yes }),
    ]
    for (const post of posts) {
      await control.expireTokens()
      expect(await post()).toMatchObject({ verdict: 'accepted', resent: true })
    }
    expect((await control.flow(flowId)).processed).toEqual({ trigger: 1, enable: 1, disable: 1 })
  })

  it('a second run within a minute is turned away', async () => {
    const { who, flowId } = await scene()
    const again = () =>
      gateway.triggerFlow(who, { flowId: String(flowId), triggerTime: Date.now() }, { beforeSend: yes })
    expect(await again()).toMatchObject({ verdict: 'accepted' })
    expect(await again()).toMatchObject({
      verdict: 'turned_away',
      reply: { code: 62102, text: expect.stringContaining('1 minute') },
      newFlowInstId: null,
    })
  })
})
