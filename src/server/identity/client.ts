import type { FastifyRequest } from 'fastify';
import ipaddr, { type IPv6 } from 'ipaddr.js';
import type { Client } from '../../storage/sessions.ts';

/** Where a request comes from, as far as it is kept: the network (IPv4 /24, IPv6 /48), and the beginning of what the program calls itself. */
export function clientOf(request: FastifyRequest): Client {
  return {
    address: networkOf(request.ip),
    agent: (request.headers['user-agent'] ?? '').replace(/[^\x20-\x7e]/g, '').slice(0, 80),
  };
}

/** The network of an address. */
export function networkOf(address: string): string {
  try {
    const read = ipaddr.parse(address);
    if (read.kind() === 'ipv6') {
      const six = read as IPv6;
      if (six.isIPv4MappedAddress()) return networkOf(six.toIPv4Address().toString());
      return `${six.parts
        .slice(0, 3)
        .map((part) => part.toString(16))
        .join(':')}::/48`;
    }
    return `${read.toString().split('.').slice(0, 3).join('.')}.0/24`;
  } catch {
    return '';
  }
}

/** Whether an address is this machine itself. */
export function isLoopback(address: string | undefined): boolean {
  try {
    const read = ipaddr.parse(address ?? '');
    if (read.kind() === 'ipv6' && (read as IPv6).isIPv4MappedAddress())
      return (read as IPv6).toIPv4Address().range() === 'loopback';
    return read.range() === 'loopback';
  } catch {
    return false;
  }
}
