import { describe, expect, it } from 'vitest'
import { classify, type Verdict } from './classify'
import type { Reply } from './reply'

const envelope = (code: number, http = 200): Reply => ({
  kind: 'envelope',
  http,
  code,
  text: '',
  requestId: null,
  body: {},
})
const http = (status: number): Reply => ({ kind: 'http', http: status })

const table: [string, Reply, Verdict][] = [
  ...[200, 202, 400, 401, 404, 500, 503].map((status): [string, Reply, Verdict] => [
    `code 0 at HTTP ${status}`,
    envelope(0, status),
    'accepted',
  ]),
  ...[200, 400, 500, 503].map((status): [string, Reply, Verdict] => [
    `62109 at HTTP ${status}`,
    envelope(62109, status),
    'unconfirmed',
  ]),
  ...[62101, 62102, 62103, 62104, 62105, 62107, 1001, 1003, 1203, 99500, 200, 497, -1].flatMap((code) =>
    [200, 400, 401, 403, 404, 429, 500, 502, 503].map((status): [string, Reply, Verdict] => [
      `${code} at HTTP ${status}`,
      envelope(code, status),
      'turned_away',
    ]),
  ),
  ...[400, 401, 403, 413, 429].map((status): [string, Reply, Verdict] => [
    `HTTP ${status} without a code`,
    http(status),
    'turned_away',
  ]),
  ...[200, 201, 204, 301, 302, 303, 307, 308, 402, 404, 405, 408, 409, 421, 500, 502, 503, 504, 599].map(
    (status): [string, Reply, Verdict] => [`HTTP ${status} without a code`, http(status), 'unconfirmed'],
  ),
  ['unreadable body', { kind: 'unreadable', http: 200 }, 'unconfirmed'],
  ['unreadable body at a listed status', { kind: 'unreadable', http: 400 }, 'unconfirmed'],
  ['timeout', { kind: 'timeout' }, 'unconfirmed'],
  ['cut', { kind: 'cut' }, 'unconfirmed'],
  ['unreachable', { kind: 'unreachable' }, 'unconfirmed'],
]

describe('classify', () => {
  it.each(table)('%s', (_name, reply, verdict) => {
    expect(classify(reply)).toBe(verdict)
  })
})
