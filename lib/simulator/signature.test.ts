import { describe, expect, it } from 'vitest'
import { expectedEncryption, expectedSignature, readQuery } from './signature'

const USER = 'userId=u15426865866571&orgId=o15504722874071'

function digest(rawQuery: string, body = ''): string {
  return expectedSignature({
    token: 'TEST_ACCESS_TOKEN_0001',
    secret: 'test-app-secret-0001',
    timestamp: '1700000000000',
    query: readQuery(rawQuery).values,
    body: Buffer.from(body, 'utf8'),
  })
}

const listBody = (type: number, expression: string, rest: string): string =>
  `{"type":${type},"expression":"${expression}","owner":"alice","fromTriggerTime":1573648355000,"toTriggerTime":1573698120000,${rest}}`
const cancelBody = '{"flowInstId":"2438-201908081020"}'

describe('signature vectors of enos-api.md 3.7', () => {
  it.each([
    [
      'B cancel',
      `action=cancel&${USER}`,
      cancelBody,
      'd926f2c89b9da2de963fc8e649571ad2f7ad7e017832e26ed206315284ccabc0',
    ],
    [
      'C get',
      `action=get&flowInstId=2809-20190808093200&${USER}`,
      '',
      '07fdb7c45f6a038e0bbe0b15294ddb953b744e772cf1b063357d2c46ba8fb469',
    ],
    [
      'D list',
      `action=search&${USER}`,
      listBody(
        1,
        '',
        '"status":"2","pagination":{"pageNo":1,"pageSize":10,"sorters":[{"field":"startTime","order":"DESC"}]}',
      ),
      'f8e6d6bebe1e82d3f8d2b9dba15cc11d76ce524d612f5ec3f5f9fe8255b1b24a',
    ],
    [
      'E list, non-ASCII',
      `action=search&${USER}`,
      listBody(0, '风电', '"status":"","pagination":{"pageNo":1,"pageSize":10}'),
      '652f22986738e0ffe52813d9536409f488e6311cf1736fb143655bb1d0655c56',
    ],
    [
      'G empty value',
      `action=getLog&maxLength=&taskInstId=105007-20190812013400&${USER}`,
      '',
      'e1105cb9c0bb730065437051335a12fc720d9479ca676521c5758de0c1f714bb',
    ],
    [
      'I time',
      'action=getCurrentTime',
      '',
      '89c66c110c4aa50867471b9d6e1e70e73540f0cc723c83ed34a30db16e4d3ca0',
    ],
    ['J order', 'b=2&A=1&a1=4&a=3', '', '848d3a09e7e5a71c64a4fa78b86e8871315b9a89070a0eed77ad0b7aca3b8b77'],
    [
      'K decoded',
      `action=getMyFlow&expression=wind%20farm%2F%E9%A3%8E&${USER}`,
      '',
      '092ac516106994bbdbd8677b57a54ec286a48f2236b871e6474ac3d4e97e0ea4',
    ],
  ])('%s', (_, query, body, expected) => {
    expect(digest(query, body)).toBe(expected)
  })

  it.each([
    ['描述', '59828328f6c1f9771015dc74e4929ae30f518a35a3d2353972c2ea46556fc981'],
    ['description', 'ad6dc6fc97f4290f3724e94eab38168d8613c41c3a4569b4b8b0efbce96a816c'],
  ])('the documents’ body with %s', (desc, expected) => {
    const signature = expectedSignature({
      token: 'xxxxaaaxxxx',
      secret: 'xxxappSecretxxx',
      timestamp: '1572574909697',
      query: readQuery('k3=v3&k1=v1&k2=v2').values,
      body: Buffer.from(`{\n  "count": 20,\n  "page": 1,\n  "desc": "${desc}"\n}`, 'utf8'),
    })
    expect(signature).toBe(expected)
  })

  it.each([
    ['a blank after the colon', '87a8facf67f2955d85306bebfd22aeedd60f8d0e5d5f295137b35b521d0ae6bb'],
    ['action left out', 'af318e5b8b9d03c59e4d1186a616548003a931ae05688e1735d2fb935ac4f06a'],
    ['query with separators', '038c3c73a6a005ebf66e76e446df139c3e638a13cd6d0c633ca367a633e2daa8'],
  ])('is not what a wrong caller gets: %s', (_, wrong) => {
    expect(digest(`action=cancel&${USER}`, cancelBody)).not.toBe(wrong)
  })

  it('A: the proof of a token request', () => {
    expect(expectedEncryption('test-app-key-0001', '1700000000000', 'test-app-secret-0001')).toBe(
      '7a879cf0e461096e360c4224bb1a819406abb955f5306b1e5fdbe97dad8502dc',
    )
  })
})

describe('readQuery', () => {
  it('takes the first of a repeated name and notes the repetition', () => {
    const query = readQuery('a=1&b=x%20y&a=2')
    expect(query.values.get('a')).toBe('1')
    expect(query.values.get('b')).toBe('x y')
    expect(query.repeated).toEqual(['a'])
  })

  it('notes a plus', () => {
    expect(readQuery('a=1+2').hasPlus).toBe(true)
  })
})
