import 'server-only'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { shortPath } from '@/lib/db/short-path'
import { processWide } from '@/lib/shared/process-wide'

/** Takes one line, and gives the text that answers it. */
export type Answerer = (question: string) => Promise<string>

const LONGEST_QUESTION = 1_024
/** For the line to come. A peer that only wants to know whether somebody is there says nothing. */
const QUESTION_WITHIN_MS = 5_000
const ANSWER_WITHIN_MS = 300_000

const wired = processWide('folder-questions', () => ({ answer: null as Answerer | null }))

/**
 * From now on, who connects to the lock of this process's folder may ask one thing. The folder lets nobody in but the
 * account that the server runs as, so no secret is needed.
 */
export function answerAtLock(answer: Answerer): void {
  wired.answer = answer
}

/** Serves one who connected to the lock. */
export function attend(peer: Socket): void {
  peer.unref()
  peer.on('error', () => peer.destroy())
  const { answer } = wired
  if (answer === null) return void peer.end()
  const impatience = setTimeout(() => peer.destroy(), QUESTION_WITHIN_MS).unref()
  peer.once('close', () => clearTimeout(impatience))
  let said = ''
  const listen = (chunk: string): void => {
    said += chunk
    if (said.length > LONGEST_QUESTION) return void peer.destroy()
    if (!said.includes('\n')) return
    peer.off('data', listen)
    clearTimeout(impatience)
    answer(said.trimEnd()).then(
      (text) => peer.end(text),
      () => peer.destroy(),
    )
  }
  peer.setEncoding('utf8').on('data', listen)
}

/** Asks the process that holds a folder; null where it gives no answer. */
export function askHolder(folder: string, question: string): Promise<string | null> {
  return new Promise((resolve) => {
    let answer = ''
    const peer = connect(shortPath(join(folder, 'lock')))
    peer.setTimeout(ANSWER_WITHIN_MS, () => peer.destroy())
    peer.setEncoding('utf8').on('data', (chunk: string) => {
      answer += chunk
    })
    peer.once('connect', () => peer.write(`${question}\n`))
    peer.once('error', () => resolve(null))
    peer.once('close', () => resolve(answer === '' ? null : answer))
  })
}
