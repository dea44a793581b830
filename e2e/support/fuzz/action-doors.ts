import { actInput, CLAIMS, recordInput, spoiledInput } from './action-inputs'
import { anyVisitor, type Door, type FuzzRequest, type Visitor, type World, withCookie } from './door'
import { FLIGHT, multipart } from './flight'
import { anyJson, shortTexts } from './payloads'

const PLAIN = 'text/plain;charset=UTF-8'
const MEGABYTE = 1024 * 1024
/** The page that knows the actions on a record, of one that nobody has. */
const RECORD_PAGE = '/history/00000000-0000-4000-8000-000000000000'

type Call = { id: string; target?: string; type?: string; body: string | Buffer; isChunked?: boolean }

function callAs(
  world: World,
  as: Visitor,
  { id, target = '/', type = PLAIN, body, isChunked }: Call,
): FuzzRequest {
  return {
    as,
    method: 'POST',
    target,
    headers: [
      ...withCookie(world, as),
      ['Next-Action', id],
      ['Content-Type', type],
      ['Accept', 'text/x-component'],
      ['Origin', world.origin],
    ],
    body,
    isChunked: isChunked ?? false,
  }
}

export const actionDoors: readonly Door[] = [
  {
    name: 'cancel: one field wrong',
    count: 600,
    make: (random, world) => {
      const as = anyVisitor(random)
      const more = random.chance(0.1) ? `,${anyJson(random)}` : ''
      return callAs(world, as, { id: world.actions.cancel, body: `[${spoiledInput(random, world)}${more}]` })
    },
  },
  {
    name: 'cancel: any argument',
    count: 300,
    make: (random, world) => {
      const target = random.pick(['/', '/', '/history', '/nowhere', '/sign-in', '/api/instances', '/?q=%00'])
      const body = random.pick([
        `[${anyJson(random)}]`,
        `[${anyJson(random)},${anyJson(random)}]`,
        anyJson(random),
      ])
      return callAs(world, anyVisitor(random), { id: world.actions.cancel, target, body })
    },
  },
  {
    name: 'claim of endings: any argument',
    count: 250,
    make: (random, world) => {
      const target = random.pick(['/', '/history', '/nowhere'])
      const body = `[${random.pick(CLAIMS)(random)}]`
      return callAs(world, anyVisitor(random), { id: world.actions.claim, target, body })
    },
  },
  {
    name: 'ask again, check now: any argument',
    count: 300,
    make: (random, world) => {
      const id = random.pick([world.actions.askAgain, world.actions.checkNow])
      const target = random.pick([RECORD_PAGE, RECORD_PAGE, RECORD_PAGE, '/', '/nowhere'])
      const body = `[${random.chance(0.8) ? recordInput(random) : anyJson(random)}]`
      return callAs(world, anyVisitor(random), { id, target, body })
    },
  },
  {
    name: 'acts on a workflow: one field wrong',
    count: 200,
    make: (random, world) => {
      const { pauseSchedule, resumeSchedule, runAgain } = world.actions
      const id = random.pick([pauseSchedule, resumeSchedule, runAgain])
      const target = random.pick([`/instances/${random.pick(world.bait)}`, '/', '/history', '/nowhere'])
      const body = `[${random.chance(0.9) ? actInput(random, world) : anyJson(random)}]`
      return callAs(world, anyVisitor(random), { id, target, body })
    },
  },
  {
    name: 'actions: broken Flight',
    count: 400,
    make: (random, world) => {
      const id = random.pick(Object.values(world.actions))
      const target = random.pick(['/', '/', '/history', RECORD_PAGE])
      const body = random.pick(FLIGHT)(random, world)
      const type = random.chance(0.8)
        ? PLAIN
        : random.pick(['', 'application/json', 'text/html', ';', 'text/plain;charset=utf-16'])
      return callAs(world, anyVisitor(random), { id, target, type, body, isChunked: random.chance(0.2) })
    },
  },
  {
    name: 'actions: multipart',
    count: 250,
    make: (random, world) => {
      const id = random.pick([world.actions.cancel, world.actions.claim])
      const request = callAs(world, anyVisitor(random), { id, ...multipart(random, world) })
      // Without an id it is a form that was sent before the page's script had come.
      if (random.chance(0.7)) return request
      return { ...request, headers: request.headers.filter(([name]) => name !== 'Next-Action') }
    },
  },
  {
    name: 'actions: bytes that are no text',
    count: 60,
    make: (random, world) => {
      const bytes = Buffer.from(Array.from({ length: random.whole(1, 400) }, () => random.whole(0, 255)))
      const body = random.chance(0.5)
        ? bytes
        : Buffer.concat([Buffer.from('[{"note":"'), bytes, Buffer.from('"}]')])
      return callAs(world, anyVisitor(random), { id: world.actions.cancel, body })
    },
  },
  {
    name: 'actions: too much',
    count: 30,
    make: (random, world) => {
      const size = random.pick([MEGABYTE + 1, 2 * MEGABYTE, 3 * MEGABYTE])
      const body = `[{"note":"${'x'.repeat(size)}"}]`
      const type = random.pick([
        PLAIN,
        'multipart/form-data; boundary=b',
        'application/x-www-form-urlencoded',
      ])
      const id = random.pick([world.actions.cancel, world.actions.claim, '0'.repeat(42)])
      return callAs(world, anyVisitor(random), { id, type, body, isChunked: random.chance(0.5) })
    },
  },
  {
    name: 'actions: unknown ids',
    count: 150,
    make: (random, world) => {
      const known = world.actions.cancel
      const id = random.pick([
        ...shortTexts.map((text) => text.toWellFormed()),
        known.slice(1),
        `${known}0`,
        known.toUpperCase(),
        known.replace(/.$/, '0'),
        '0'.repeat(42),
        `c0${known.slice(2)}`,
        'f'.repeat(3_000),
        `${known}, ${known}`,
      ])
      const target = random.pick(['/', '/history', '/nowhere', '/sign-in', '/api/instances'])
      return callAs(world, anyVisitor(random), { id, target, body: `[${spoiledInput(random, world)}]` })
    },
  },
]
