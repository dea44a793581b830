import { unit } from './random'
import { timeText } from './time-text'

/** How one task writes. */
export type Speech = { seed: number; name: string; speaks: 'english' | 'chinese'; hasColours: boolean }

const ENGLISH = [
  'read {n} rows from ods.scada_10min, partition {p}',
  'wrote {n} rows to dwd.{name}, partition {p}',
  'turbine WT-{t}: {n} samples, {t} outside the power curve',
  'site {p}: availability 0.9{t}, capacity factor 0.3{t}',
  'stage {p} of job {t}: {n} of {n} tasks done, shuffle read {t} MiB',
  'checkpoint {p} saved in {t} ms',
  'waiting for a free slot in queue default ({t} before this one)',
  'cache hit ratio 0.{t}, {n} keys',
] as const

const CHINESE = [
  '从 ods.scada_10min 分区 {p} 读取 {n} 行',
  '写入 dwd.{name} 分区 {p}，共 {n} 行',
  '风机 WT-{t}：样本 {n} 个，偏离功率曲线 {t} 个',
  '场站 {p}：可利用率 0.9{t}，容量系数 0.3{t}',
  '数据校核通过，缺测 {t} 条，已补全',
  '等待 default 队列资源（前面还有 {t} 个任务）',
] as const

const COLOURS: Readonly<Record<string, string>> = {
  'INFO ': '\u001b[32m',
  'WARN ': '\u001b[33m',
  ERROR: '\u001b[1;31m',
  DEBUG: '\u001b[2m',
}

export function lineOf(speech: Speech, n: number, at: number): string {
  const luck = unit(speech.seed, n, 31)
  const level = luck < 0.04 ? 'WARN ' : 'INFO '
  const sentences = speech.speaks === 'chinese' ? CHINESE : ENGLISH
  const sentence = sentences[Math.floor(unit(speech.seed, n, 32) * sentences.length)] ?? ''
  const text = sentence
    .replace('{name}', speech.name)
    .replaceAll('{n}', String(100 + Math.floor(unit(speech.seed, n, 33) * 900_000)))
    .replaceAll('{p}', String(1 + Math.floor(unit(speech.seed, n, 34) * 48)))
    .replaceAll('{t}', String(10 + Math.floor(unit(speech.seed, n, 35) * 89)))
  return `${timeText(at, '0')} ${paint(speech, level)} ${text}`
}

/** One of the many lines in which a talkative task repeats what it reads. */
export function verboseLine(speech: Speech, n: number, at: number): string {
  const frame = Math.floor(unit(speech.seed, n, 36) * 0xffff_ffff)
    .toString(16)
    .padStart(8, '0')
  return `${timeText(at, '0')} ${paint(speech, 'DEBUG')} frame ${String(n).padStart(5, '0')} 68 ${frame} 68 91 18 33 33 ${frame} 16 crc ok, decoded`
}

export function paint(speech: Speech, level: string): string {
  return speech.hasColours ? `${COLOURS[level] ?? ''}${level}\u001b[0m` : level
}
