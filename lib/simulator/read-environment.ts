import type { SimulatorOptions } from './server'
import { changeSettings, DEFAULT_SETTINGS } from './settings'

/** Options from the environment; what cannot be read throws with one sentence naming the variable. */
export function readEnvironment(env: NodeJS.ProcessEnv): SimulatorOptions {
  const company = env.SIM_COMPANY || 'demo'
  if (company !== 'demo' && company !== 'empty') throw new Error('SIM_COMPANY must be "demo" or "empty".')
  return {
    port: wholeNumber('SIM_PORT', env.SIM_PORT) ?? 0,
    controlPort: wholeNumber('SIM_CONTROL_PORT', env.SIM_CONTROL_PORT) ?? 0,
    appKey: env.SIM_APP_KEY || undefined,
    appSecret: env.SIM_APP_SECRET || undefined,
    seed: wholeNumber('SIM_SEED', env.SIM_SEED) ?? 1,
    company,
    settings: readConfig(env.SIM_CONFIG),
  }
}

function wholeNumber(name: string, text: string | undefined): number | undefined {
  if (!text) return undefined
  if (!/^\d{1,9}$/.test(text)) throw new Error(`${name} must be a whole number.`)
  return Number(text)
}

function readConfig(text: string | undefined): SimulatorOptions['settings'] {
  if (!text) return undefined
  try {
    const config: unknown = JSON.parse(text)
    changeSettings(DEFAULT_SETTINGS, config)
    return config as SimulatorOptions['settings']
  } catch (error) {
    throw new Error(`SIM_CONFIG cannot be used: ${error instanceof Error ? error.message : String(error)}`)
  }
}
