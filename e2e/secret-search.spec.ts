import { expect, test } from './fixtures'
import { findSecrets } from './support/secret-search'

test('the search finds a secret however it is written', () => {
  const secret = 'a+secret/with "quotes" & ünïcode'
  const bytes = Buffer.from(`{"token":"${secret}","more":1}`)
  const written = {
    plain: `before ${secret} after`,
    'in an address': `/?x=${encodeURIComponent(secret)}`,
    'in an address, twice': `/?x=${encodeURIComponent(encodeURIComponent(secret))}`,
    'in JSON': JSON.stringify({ secret }),
    hex: Buffer.from(secret).toString('hex'),
    base64: Buffer.from(secret).toString('base64'),
    base64url: Buffer.from(secret).toString('base64url'),
    'within base64': bytes.toString('base64'),
    'within base64, moved by one': bytes.subarray(1).toString('base64url'),
    'within base64, moved by two': bytes.subarray(2).toString('base64'),
  }
  const kept = Object.entries(written).map(([where, text]) => ({ where, text }))
  const found = findSecrets(kept, new Map([[secret, 'it']]))
  expect(found).toEqual(Object.keys(written).map((where) => `it in ${where}`))
  expect(findSecrets(kept, new Map([['another', 'it']]))).toEqual([])
})
