import { type LookupAddress, lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { InterlinearError } from '../model/errors.ts';

/**
 * Addresses outside of the internet that may be asked all the same, because this machine's administrator says so: single ones or ranges
 * (CIDR).
 */
export type AllowedAddresses = readonly string[];

/**
 * Whether an address belongs to the public internet: no loopback, private, link-local (cloud metadata), carrier-grade or reserved range, and
 * none that carries such an IPv4 address in an IPv6 one (IANA special-purpose address registries, RFC 6890).
 *
 * @param address IPv4 or IPv6, without brackets
 */
export function isPublicAddress(address: string, allowed: AllowedAddresses = []): boolean {
  if (isIP(address) === 0) return false;
  // `::ffff:127.0.0.1` is 127.0.0.1.
  const parsed = ipaddr.process(address);
  if (allowed.some((range) => contains(range, parsed))) return true;
  return parsed.range() === 'unicast';
}

function contains(range: string, address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  const [network, bits] = ipaddr.isValidCIDR(range)
    ? ipaddr.parseCIDR(range)
    : ([ipaddr.process(range), ipaddr.process(range).kind() === 'ipv4' ? 32 : 128] as const);
  return network.kind() === address.kind() && address.match(network as never, bits);
}

/**
 * An URL that may be asked: http or https, without a user in it, and not at a literal address that is not public. A name is looked at when
 * it is connected to, by `publicLookup`.
 *
 * @throws InterlinearError `address.url` {url} for what is no such URL, `address.private` {host} for an address that is not public
 */
export function publicUrl(written: string, allowed: AllowedAddresses = []): URL {
  let url: URL;
  try {
    url = new URL(written);
  } catch {
    throw new InterlinearError('address.url', { url: written.slice(0, 200) });
  }
  if (!['http:', 'https:'].includes(url.protocol) || url.username !== '' || url.password !== '')
    throw new InterlinearError('address.url', { url: `${url.protocol}//${url.host}` });
  // The URL standard has already turned 0x7f.1 and 2130706433 into 127.0.0.1.
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && !isPublicAddress(host, allowed)) throw new InterlinearError('address.private', { host });
  return url;
}

/**
 * Looks a name up for a connection (option `lookup` of http.request, https.request and net.connect), and gives public addresses only: the
 * address that was judged is the one that is connected to, so that a name cannot turn to another one in between (DNS rebinding).
 *
 * @param resolve looks names up; the system does, unless a test says otherwise
 */
export function publicLookup(allowed: AllowedAddresses = [], resolve: typeof lookup = lookup): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, '', 0);
      const addresses = found as LookupAddress[];
      const open = addresses.filter(({ address }) => isPublicAddress(address, allowed));
      const [first] = open;
      // One private address is enough to refuse: which of them is tried first is not ours to decide.
      if (!first || open.length < addresses.length)
        return callback(new InterlinearError('address.private', { host: hostname }), '', 0);
      if (options.all) callback(null, open);
      else callback(null, first.address, first.family);
    });
  };
}
