import { randomUUID } from 'node:crypto'
import { type Account, type NewAccount, SimulatorControl } from '@/e2e/support/simulator-control'
import { startSimulator } from '@/lib/simulator/server'

export type SimulatedEnos = {
  control: SimulatorControl
  newAccount: (state?: NewAccount['state']) => Promise<Account>
  close: () => Promise<void>
}

/** An EnOS on loopback that the settings of this process point to; call it before the settings are first read. */
export async function startSimulatedEnos(
  settings: Record<string, unknown> = {},
  env: Record<string, string> = {},
): Promise<SimulatedEnos> {
  const keys = { appKey: 'unit-test-key', appSecret: 'unit-test-secret' }
  const simulator = await startSimulator({ ...keys, company: 'empty' })
  Object.assign(process.env, {
    ENOS_API_URL: simulator.url,
    ENOS_ACCESS_KEY: keys.appKey,
    ENOS_SECRET_KEY: keys.appSecret,
    ENOS_TIMEOUT_MS: '10000',
    ENOS_MAX_RPS: '1000',
    AUTH_SECRET: 'a-secret-only-for-the-unit-tests-of-flowstop',
    AUTH_URL: 'http://127.0.0.1:3000',
    ...env,
  })
  const control = new SimulatorControl(simulator.controlUrl)
  if (Object.keys(settings).length > 0) await control.patchSettings(settings)
  const newAccount = (state?: NewAccount['state']): Promise<Account> => {
    const username = `tester-${randomUUID().slice(0, 8)}`
    return control.createAccount({ username, password: `${username}-1`, ...(state ? { state } : {}) })
  }
  return { control, newAccount, close: simulator.close }
}
