import { afterAll, beforeAll, beforeEach } from 'vitest'
import type { Account } from '@/e2e/support/simulator-control'
import type { OpenDatabase } from '@/lib/db/client'
import type { Viewer } from '@/lib/people/viewer'
import { type DatabaseKind, useFreshDatabase } from '@/lib/testing/databases'
import { viewerOf } from '@/lib/testing/people'
import { type SimulatedEnos, startSimulatedEnos } from '@/lib/testing/simulated-enos'

/** What the tests of a file play in; `playWithEnos` and `playOnDatabase` fill it. */
export const scene = {} as {
  enos: SimulatedEnos
  database: OpenDatabase
  /** A person who is new for each test. */
  account: Account
  viewer: Viewer
}

/** Starts an EnOS for the tests of a file. */
export function playWithEnos(...settings: Parameters<typeof startSimulatedEnos>): void {
  beforeAll(async () => {
    scene.enos = await startSimulatedEnos(...settings)
  })
  afterAll(() => scene.enos.close())
}

/** Gives the tests of a group a fresh database, and each of them a new person and an EnOS without faults. */
export function playOnDatabase(kind: DatabaseKind): void {
  beforeAll(async () => {
    scene.database = await useFreshDatabase(kind)
  })
  afterAll(() => scene.database.close())
  beforeEach(async () => {
    scene.account = await scene.enos.newAccount()
    scene.viewer = viewerOf(scene.account)
    await scene.enos.control.clearFaults()
  })
}
