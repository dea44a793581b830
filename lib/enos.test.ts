import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as actions from '@/lib/enos'

// Every export of a 'use server' file is a public endpoint: a new one is added here on purpose, with its replay test.
const AGREED = ['askAgain', 'cancelFlowInstance', 'checkNow', 'pauseSchedule', 'resumeSchedule', 'runAgain']

describe('lib/enos.ts', () => {
  it('publishes the agreed actions and nothing else', () => {
    expect(Object.keys(actions).sort()).toEqual(AGREED)
  })

  it('is a use-server file', () => {
    expect(readFileSync('lib/enos.ts', 'utf8')).toMatch(/^'use server'\n/)
  })
})
