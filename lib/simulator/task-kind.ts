import type { Flow, TaskPlan } from './flow'
import { unit } from './random'

/** What a task of the company does, as its command line, its type and its log show it. */
export type TaskKind = {
  /** enos-api.md 6.3. */
  type: number
  cmd: string
  cpu: number
  memory: number
  speaks: 'english' | 'chinese'
  hasColours: boolean
  /** Its log is longer than EnOS gives out. */
  isVerbose: boolean
}

const TYPES = [3, 3, 5, 7, 2] as const
/** The first lines of these tell everything that they read. */
const VERBOSE: ReadonlySet<string> = new Set(['interpolate_sites', 'decode_dlt645', 'align_timestamps'])

export function kindOf(flow: Flow, task: TaskPlan): TaskKind {
  const luck = (part: number): number => unit(flow.flowId, task.taskId, part)
  const type = TYPES[Math.floor(luck(1) * TYPES.length)] ?? 3
  return {
    type,
    cmd: commandLine(flow, task, type),
    cpu: Math.round((0.2 + luck(2) * 1.8) * 10) / 10,
    memory: Math.round((0.5 + luck(3) * 3.5) * 10) / 10,
    speaks: /\p{Script=Han}/u.test(task.taskName) ? 'chinese' : 'english',
    hasColours: luck(4) < 0.4,
    isVerbose: VERBOSE.has(task.taskName),
  }
}

/** Passwords on command lines are what people really do; this one opens nothing. */
function commandLine(flow: Flow, task: TaskPlan, type: number): string {
  const day = `--date \${cal_dt} --run-as ${flow.doAs}`
  switch (type) {
    case 5:
      return `hive -f /data/${flow.doAs}/sql/${task.taskName}.hql --hiveconf task=${task.taskId}`
    case 7:
      return `datax --job ${task.taskId} --jdbc "jdbc:mysql://10.8.0.14:3306/ods?user=etl&password=Example-7Q2x" ${day}`
    case 2:
      return `python3 /data/${flow.doAs}/py/${task.taskName}.py ${day} --token=Example-Vb81kd0w`
    default:
      return `sh /data/${flow.doAs}/bin/${task.taskName}.sh ${day} --db-password=Example-7Q2x`
  }
}
