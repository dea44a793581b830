import type { Account } from './accounts'

export const COMPANY_ORGS = [
  { id: 'o15504722874071', name: 'North Wind' },
  { id: 'o15578227985571', name: '南方光伏' },
] as const

const NORTH = COMPANY_ORGS[0].id
const SOUTH = COMPANY_ORGS[1].id

type Person = Omit<Account, 'orgName'>

function person(given: Partial<Person> & Pick<Person, 'username' | 'password' | 'userId' | 'about'>): Person {
  return { orgId: NORTH, state: 'normal', type: 0, ...given }
}

export const COMPANY_PEOPLE: readonly Person[] = [
  person({
    username: 'alice',
    password: 'alice-demo-1',
    userId: 'u15426865866571',
    about: 'engineer, wind and metering; owns the locked revenue-settlement',
  }),
  person({
    username: 'bob',
    password: 'bob-demo-1',
    userId: 'u15426865866572',
    about: 'engineer, owns some workflows together with alice',
  }),
  person({
    username: 'wang.li',
    password: 'wangli-demo-1',
    userId: 'u15426865866573',
    about: 'engineer, solar and metering',
  }),
  person({ username: 'lin', password: 'lin-demo-1', userId: 'u15426865866574', about: 'team lead', type: 1 }),
  person({
    username: 'locked.lee',
    password: 'lockedlee-demo-1',
    userId: 'u15426865866575',
    about: 'signs in, but the user is locked: Cancel is refused with 62105',
    state: 'locked',
  }),
  person({
    username: 'disabled.dan',
    password: 'disableddan-demo-1',
    userId: 'u15426865866576',
    about: 'disabled account: sign-in refused with 30511',
    state: 'disabled',
  }),
  person({
    username: 'expired.eve',
    password: 'expiredeve-demo-1',
    userId: 'u15426865866577',
    about: 'expired password: sign-in refused with 30410',
    state: 'expired',
  }),
  person({
    username: 'mustchange.max',
    password: 'mustchangemax-demo-1',
    userId: 'u15426865866578',
    about: 'session says that the password must be changed (passwordState 1)',
    state: 'must-change',
  }),
  person({
    username: 'mfa.mia',
    password: 'mfamia-demo-1',
    userId: 'u15426865866579',
    about: 'session asks for a second factor (mfaType 1)',
    state: 'mfa',
  }),
  person({
    username: 'carol',
    password: 'carol-demo-1',
    userId: 'u15578227985501',
    orgId: SOUTH,
    about: 'engineer in the second organization',
  }),
]
