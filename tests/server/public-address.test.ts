import type { lookup } from 'node:dns';
import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isPublicAddress, publicLookup, publicUrl } from '../../src/server/public-address.ts';

describe('an address is public', () => {
  test.each(['93.184.216.34', '8.8.8.8', '172.32.0.1', '2606:2800:220:1:248:1893:25c8:1946', '::ffff:8.8.8.8'])(
    '%s',
    (address) => expect(isPublicAddress(address)).toBe(true),
  );
});

describe('an address is not public', () => {
  test.each([
    '127.0.0.1',
    '127.255.255.254',
    '10.0.0.1',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '192.0.2.1',
    '198.18.0.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    'fe80::1',
    'fc00::1',
    'fd12:3456::1',
    'ff02::1',
    '::ffff:127.0.0.1',
    '::ffff:a00:1',
    '::127.0.0.1',
    '64:ff9b::7f00:1',
    '64:ff9b:1::7f00:1',
    '2002:7f00:1::',
    '2001:0:7f00:1::',
    '2001:db8::1',
    'fec0::1',
    'localhost',
    '',
    '1.2.3',
  ])('%s', (address) => expect(isPublicAddress(address)).toBe(false));

  test('whatever an IPv4 address is wrapped in', () => {
    const octet = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(octet, octet, octet, (a, b, c) => {
        expect(isPublicAddress(`10.${a}.${b}.${c}`)).toBe(false);
        expect(isPublicAddress(`::ffff:10.${a}.${b}.${c}`)).toBe(false);
        expect(isPublicAddress(`64:ff9b::10.${a}.${b}.${c}`)).toBe(false);
      }),
    );
  });
});

test('addresses that an administrator allows may be asked, and no others', () => {
  const allowed = ['10.1.0.0/16', '127.0.0.1', 'fd00::/8'];
  for (const address of ['10.1.2.3', '127.0.0.1', 'fd12::1', '::ffff:10.1.2.3'])
    expect(isPublicAddress(address, allowed)).toBe(true);
  for (const address of ['10.2.0.1', '127.0.0.2', 'fe80::1']) expect(isPublicAddress(address, allowed)).toBe(false);
});

describe('a URL', () => {
  test.each([
    'file:///etc/passwd',
    'ftp://example.com/',
    'javascript:alert(1)',
    'https://user:secret@example.com/',
    'https://user@example.com/',
    'not a url',
    '',
    '//example.com',
  ])('%s is none that can be called', (url) => {
    expect(() => publicUrl(url)).toThrow(expect.objectContaining({ code: 'address.url' }));
  });

  test('that is refused does not show its password', () => {
    expect(() => publicUrl('https://user:hunter2@example.com/')).toThrow(
      expect.objectContaining({ parameters: { url: 'https://example.com' } }),
    );
  });

  test.each([
    'http://127.0.0.1/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://0177.0.0.1/',
    'http://127.1/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://169.254.169.254/latest/meta-data/',
  ])('%s is at an address that is not public, however it is written', (url) => {
    expect(() => publicUrl(url)).toThrow(expect.objectContaining({ code: 'address.private' }));
  });

  test('with a name or a public address may be called', () => {
    expect(publicUrl('https://example.com/hooks?x=1').href).toBe('https://example.com/hooks?x=1');
    expect(publicUrl('http://93.184.216.34:8080/').port).toBe('8080');
  });
});

describe('a connection', () => {
  const names =
    (...addresses: string[]) =>
    (_host: string, _options: unknown, callback: (error: null, found: object[]) => void) =>
      callback(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      );
  const ask = (resolve: unknown, allowed?: string[]) =>
    new Promise<number>((answered, refused) => {
      const server = createServer((_request, response) => response.end('here')).listen(0, '127.0.0.1', () => {
        const { port } = server.address() as AddressInfo;
        const lookupOf = publicLookup(allowed, resolve as typeof lookup);
        get({ host: 'desk.example', port, lookup: lookupOf, agent: false }, (response) => {
          response.resume();
          answered(response.statusCode ?? 0);
        })
          .on('error', refused)
          .on('close', () => server.close());
      });
    });

  test('goes to the address that was judged', async () => {
    expect(await ask(names('127.0.0.1'), ['127.0.0.1'])).toBe(200);
  });

  test.each([[['127.0.0.1']], [['93.184.216.34', '127.0.0.1']], [['::1']], [[]]])(
    'is refused where the name leads to %j',
    async (addresses) => {
      await expect(ask(names(...addresses))).rejects.toMatchObject({ code: 'address.private' });
    },
  );
});
