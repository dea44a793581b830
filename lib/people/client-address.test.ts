import { describe, expect, it } from 'vitest'
import { clientAddress, networkOf } from '@/lib/people/client-address'

describe('the address of a client', () => {
  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['::FFFF:203.0.113.9', '203.0.113.9'],
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['fe80::1%eth0', 'fe80::1'],
    ['', null],
    [null, null],
  ])('is the peer %s when no proxy is trusted, whatever a header says', (peer, expected) => {
    for (const forwardedFor of [null, '', '198.51.100.1', '198.51.100.1, 198.51.100.2', 'unknown'])
      expect(clientAddress({ peer, forwardedFor, trustedProxies: 0 })).toBe(expected)
  })

  it.each([
    [1, '198.51.100.1', '198.51.100.1'],
    [1, 'spoofed, 192.0.2.66 ,198.51.100.1', '198.51.100.1'],
    [2, '192.0.2.66, 198.51.100.1, 10.0.0.2', '198.51.100.1'],
    [3, '192.0.2.66, 198.51.100.1, 10.0.0.2, 10.0.0.3', '198.51.100.1'],
    [1, '198.51.100.1:51234', '198.51.100.1'],
    [1, '[2001:db8::7]:443', '2001:db8::7'],
    [1, '[2001:db8::7]', '2001:db8::7'],
    [1, '2001:DB8:0::7', '2001:db8::7'],
    [1, '::ffff:198.51.100.1', '198.51.100.1'],
  ])('with %i trusted of "%s" is %s', (trustedProxies, forwardedFor, expected) => {
    expect(clientAddress({ peer: '10.0.0.1', forwardedFor, trustedProxies })).toBe(expected)
  })

  it.each([
    [1, null],
    [1, ''],
    [1, ' '],
    [1, 'unknown'],
    [1, '_hidden'],
    [1, '192.0.2.66,'],
    [1, '192.0.2.66, 999.1.1.1'],
    [1, '192.0.2.66, ::1::2'],
    [1, '198.51.100.1:'],
    [1, '[198.51.100.1'],
    [1, '198.51.100.01'],
    [1, "<script>alert('x')</script>"],
    [2, '192.0.2.66'],
    [3, '192.0.2.66, 192.0.2.67'],
  ])(
    'with %i trusted of "%s", which those proxies cannot have written, is the peer',
    (trustedProxies, forwardedFor) => {
      expect(clientAddress({ peer: '10.0.0.1', forwardedFor, trustedProxies })).toBe('10.0.0.1')
    },
  )
})

describe('the network of an address', () => {
  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::6', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['1::', '1:0:0:0::/64'],
    ['::', '0:0:0:0::/64'],
  ])('%s is counted as %s', (address, network) => {
    expect(networkOf(address)).toBe(network)
  })
})
