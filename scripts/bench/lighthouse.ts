import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startStack } from '@/e2e/support/stack'
import { signInForCookie } from '@/e2e/support/without-browser'

// Fetched when it is run: 190 packages that nothing else here needs. Its next release refuses Node 20.
const LIGHTHOUSE = 'lighthouse@12.8.2'

type Audit = { score: number | null; title: string }
type Report = {
  categories: Record<string, { title: string; score: number | null; auditRefs: { id: string }[] }>
  audits: Record<string, Audit>
}

const stack = await startStack({ company: 'demo' })
const folder = await mkdtemp(join(tmpdir(), 'flowstop-lighthouse-'))
try {
  const alice = (await stack.control.accounts()).find(({ username }) => username === 'alice')
  if (alice === undefined) throw new Error('The simulator has no alice.')
  print('Sign-in', await visit('/sign-in'))
  print('List, signed in', await visit('/', await signInForCookie(stack, alice)))
} finally {
  await rm(folder, { recursive: true, force: true })
  await stack.stop()
}

async function visit(path: string, cookie?: string): Promise<Report> {
  const output = join(folder, 'report.json')
  const flags = ['--headless=new', '--disable-gpu', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])]
  await run([
    `${stack.url}${path}`,
    '--preset=desktop',
    '--quiet',
    '--output=json',
    `--output-path=${output}`,
    `--chrome-flags=${flags.join(' ')}`,
    ...(cookie === undefined ? [] : [`--extra-headers=${JSON.stringify({ cookie })}`]),
  ])
  return JSON.parse(await readFile(output, 'utf8'))
}

function run(args: string[]): Promise<void> {
  const command = ['exec', '--yes', `--package=${LIGHTHOUSE}`, '--', 'lighthouse', ...args]
  const child = spawn('npm', command, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`Lighthouse ended with ${code}.`)),
    )
  })
}

/** The scores, and under each what kept it from 100. */
function print(name: string, { categories, audits }: Report): void {
  console.log(`\n${name} (Lighthouse, desktop preset)`)
  for (const { title, score, auditRefs } of Object.values(categories)) {
    console.log(`  ${String(Math.round((score ?? 0) * 100)).padStart(3)}  ${title}`)
    for (const { id } of auditRefs) {
      const audit = audits[id]
      if (score !== 1 && audit?.score != null && audit.score < 0.9)
        console.log(`         ${audit.title} (${id})`)
    }
  }
}
