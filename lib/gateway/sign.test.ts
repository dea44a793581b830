import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { flattenQuery, type Query, signCall, stringToSign, tokenEncryption } from './sign'

// enos-api.md 3.7.
const vendor = {
  token: 'xxxxaaaxxxx',
  secret: 'xxxappSecretxxx',
  timestamp: 1572574909697,
  query: { k3: 'v3', k1: 'v1', k2: 'v2' },
}
const vendorBody = (desc: string) => `{\n  "count": 20,\n  "page": 1,\n  "desc": "${desc}"\n}`

const appKey = 'test-app-key-0001'
const secret = 'test-app-secret-0001'
const token = 'TEST_ACCESS_TOKEN_0001'
const timestamp = 1700000000000
const who = { userId: 'u15426865866571', orgId: 'o15504722874071' }
const flatWho = 'orgIdo15504722874071userIdu15426865866571'

const bodyB = '{"flowInstId":"2438-201908081020"}'
const bodyD =
  '{"type":1,"expression":"","owner":"alice","fromTriggerTime":1573648355000,"toTriggerTime":1573698120000,"status":"2","pagination":{"pageNo":1,"pageSize":10,"sorters":[{"field":"startTime","order":"DESC"}]}}'
const bodyE =
  '{"type":0,"expression":"风电","owner":"alice","fromTriggerTime":1573648355000,"toTriggerTime":1573698120000,"status":"","pagination":{"pageNo":1,"pageSize":10}}'

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex')

describe('the digest printed in the vendor documentation', () => {
  const body = vendorBody('描述')

  it('comes out of each step', () => {
    expect(flattenQuery(vendor.query)).toBe('k1v1k2v2k3v3')
    expect(stringToSign({ ...vendor, body })).toBe(
      `xxxxaaaxxxxk1v1k2v2k3v3{\n  "count": 20,\n  "page": 1,\n  "desc": "描述"\n}1572574909697xxxappSecretxxx`,
    )
    expect(signCall({ ...vendor, body })).toEqual({
      'apim-accesstoken': 'xxxxaaaxxxx',
      'apim-timestamp': '1572574909697',
      'apim-signature': '59828328f6c1f9771015dc74e4929ae30f518a35a3d2353972c2ea46556fc981',
    })
  })

  it('does not belong to the English body beside which it is printed', () => {
    expect(signCall({ ...vendor, body: vendorBody('description') })['apim-signature']).toBe(
      'ad6dc6fc97f4290f3724e94eab38168d8613c41c3a4569b4b8b0efbce96a816c',
    )
  })
})

describe('token encryption', () => {
  it('is vector A', () => {
    expect(sha256('test-app-key-00011700000000000test-app-secret-0001')).toBe(
      '7a879cf0e461096e360c4224bb1a819406abb955f5306b1e5fdbe97dad8502dc',
    )
    expect(tokenEncryption({ appKey, appSecret: secret, timestamp })).toBe(
      '7a879cf0e461096e360c4224bb1a819406abb955f5306b1e5fdbe97dad8502dc',
    )
  })
})

type Vector = { name: string; query: Query; body?: string; flat: string; digest: string }

const vectors: Vector[] = [
  {
    name: 'B, cancel',
    query: { action: 'cancel', ...who },
    body: bodyB,
    flat: `actioncancel${flatWho}`,
    digest: 'd926f2c89b9da2de963fc8e649571ad2f7ad7e017832e26ed206315284ccabc0',
  },
  {
    name: 'C, get instance',
    query: { action: 'get', flowInstId: '2809-20190808093200', ...who },
    flat: `actiongetflowInstId2809-20190808093200${flatWho}`,
    digest: '07fdb7c45f6a038e0bbe0b15294ddb953b744e772cf1b063357d2c46ba8fb469',
  },
  {
    name: 'D, list',
    query: { action: 'search', ...who },
    body: bodyD,
    flat: `actionsearch${flatWho}`,
    digest: 'f8e6d6bebe1e82d3f8d2b9dba15cc11d76ce524d612f5ec3f5f9fe8255b1b24a',
  },
  {
    name: 'E, list with non-ASCII text',
    query: { action: 'search', ...who },
    body: bodyE,
    flat: `actionsearch${flatWho}`,
    digest: '652f22986738e0ffe52813d9536409f488e6311cf1736fb143655bb1d0655c56',
  },
  {
    name: 'F, get task',
    query: { action: 'get', taskInstId: '118979-2021020211', ...who },
    flat: 'actiongetorgIdo15504722874071taskInstId118979-2021020211userIdu15426865866571',
    digest: '9349ee79f71784b854e43264f914f56c081d79f6bdd57f3f97a34944cdf36fc1',
  },
  {
    name: 'G, log with an empty value',
    query: { action: 'getLog', taskInstId: '105007-20190812013400', maxLength: '', ...who },
    flat: 'actiongetLogmaxLengthorgIdo15504722874071taskInstId105007-20190812013400userIdu15426865866571',
    digest: 'e1105cb9c0bb730065437051335a12fc720d9479ca676521c5758de0c1f714bb',
  },
  {
    name: 'H, trigger',
    query: { action: 'trigger', ...who },
    body: '{"flowId":3377,"triggerTime":1574385824000}',
    flat: `actiontrigger${flatWho}`,
    digest: 'd366f470cc689cb21d5b6d8f1071b8c7e18ad65f26006c9f62bcc1af85e80f0b',
  },
  {
    name: 'I, current time',
    query: { action: 'getCurrentTime' },
    flat: 'actiongetCurrentTime',
    digest: '89c66c110c4aa50867471b9d6e1e70e73540f0cc723c83ed34a30db16e4d3ca0',
  },
  {
    name: 'J, ASCII order',
    query: { b: '2', A: '1', a1: '4', a: '3' },
    flat: 'A1a3a14b2',
    digest: '848d3a09e7e5a71c64a4fa78b86e8871315b9a89070a0eed77ad0b7aca3b8b77',
  },
  {
    name: 'K, decoded values',
    query: { action: 'getMyFlow', expression: decodeURIComponent('wind%20farm%2F%E9%A3%8E'), ...who },
    flat: `actiongetMyFlowexpressionwind farm/风${flatWho}`,
    digest: '092ac516106994bbdbd8677b57a54ec286a48f2236b871e6474ac3d4e97e0ea4',
  },
]

describe('signature vectors', () => {
  it.each(vectors)('$name', ({ query, body, flat, digest }) => {
    expect(flattenQuery(query)).toBe(flat)
    expect(stringToSign({ token, secret, timestamp, query, body })).toBe(
      `${token}${flat}${body ?? ''}${timestamp}${secret}`,
    )
    expect(signCall({ token, secret, timestamp, query, body })).toEqual({
      'apim-accesstoken': token,
      'apim-timestamp': '1700000000000',
      'apim-signature': digest,
    })
  })
})

describe('what a wrong implementation gives', () => {
  const query = { action: 'cancel', ...who }
  const right = signCall({ token, secret, timestamp, query, body: bodyB })['apim-signature']
  const wrap = (text: string) => `${token}${text}${timestamp}${secret}`

  const wrong = [
    {
      name: 'a blank after the colon of the body',
      text: wrap(`actioncancel${flatWho}{"flowInstId": "2438-201908081020"}`),
      digest: '87a8facf67f2955d85306bebfd22aeedd60f8d0e5d5f295137b35b521d0ae6bb',
    },
    {
      name: 'the action left out',
      text: wrap(`${flatWho}${bodyB}`),
      digest: 'af318e5b8b9d03c59e4d1186a616548003a931ae05688e1735d2fb935ac4f06a',
    },
    {
      name: 'the query with its separators',
      text: wrap(`action=cancel&orgId=${who.orgId}&userId=${who.userId}${bodyB}`),
      digest: '038c3c73a6a005ebf66e76e446df139c3e638a13cd6d0c633ca367a633e2daa8',
    },
  ]

  it.each(wrong)('$name', ({ text, digest }) => {
    expect(sha256(text)).toBe(digest)
    expect(right).not.toBe(digest)
  })

  it('values left percent-encoded (K′)', () => {
    const encoded = { action: 'getMyFlow', expression: 'wind%20farm%2F%E9%A3%8E', ...who }
    const digest = '438d7890bb1f96417b673ef169d19f62e2c9bfe4e0a12d9c6056f9136db49555'
    expect(signCall({ token, secret, timestamp, query: encoded })['apim-signature']).toBe(digest)
    const decoded = { ...encoded, expression: decodeURIComponent(encoded.expression) }
    expect(signCall({ token, secret, timestamp, query: decoded })['apim-signature']).not.toBe(digest)
  })
})
