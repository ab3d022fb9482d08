import { type LookupAddress, lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { InterlinearError } from '../../model/errors.ts';

/** Public by their range, but answered by the machine's own cloud: Azure's wire server. */
const metadata = new Set(['168.63.129.16']);

/**
 * Whether an address is one of the public internet. Loopback, private, link-local (where clouds keep their metadata), unique-local,
 * shared, multicast and reserved ranges are not (IANA special-purpose registries), nor are addresses that wrap another one (6to4, Teredo,
 * NAT64): what they lead to is not for us to know. An IPv4 address inside an IPv6 one is judged as itself.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  return parsed.range() === 'unicast' && !metadata.has(parsed.toString());
}

/** Whether somebody has named a host as one that may be fetched from wherever it is: `cms.example` or `cms.example:8080`. */
export function isNamedHost(url: URL, named: readonly string[]): boolean {
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  const host = bareHost(url);
  return named.some((name) => {
    const wanted = name.toLowerCase();
    return wanted === host || wanted === `${host}:${port}` || wanted === url.host.toLowerCase();
  });
}

/** A URL's host without the brackets of an IPv6 address. */
export function bareHost({ hostname }: URL): string {
  return hostname.toLowerCase().replace(/^\[(.*)\]$/, '$1');
}

/**
 * Resolves a name for one connection, and hands over only addresses that were looked at: a name that answers differently the next time
 * (DNS rebinding) gains nothing. One forbidden address among several forbids the host.
 *
 * @param resolve as node:dns does
 */
export function guardedLookup(url: URL, anywhere: boolean, resolve: typeof lookup = lookup): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { all: true, family: options.family ?? 0 }, (error, addresses) => {
      if (error) return callback(error, '');
      const found = addresses as LookupAddress[];
      if (!anywhere && !found.every(({ address }) => isPublicAddress(address)))
        return callback(new InterlinearError('fetch.private', { url: url.href }) as NodeJS.ErrnoException, '');
      const [first] = found;
      if (!first) return callback(Object.assign(new Error('no address'), { code: 'ENOTFOUND' }), '');
      if (options.all) return callback(null, found);
      callback(null, first.address, first.family);
    });
  };
}
