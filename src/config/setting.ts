import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** One setting: where it can be set, how it is read, what it is about. */
export interface Setting<T> {
  /** Name on the command line, without dashes, where commands take it. */
  flag?: string;
  environment: string;
  fallback: T | (() => T);
  read: (written: string) => T | undefined;
  /** Never shown; may stand in a file that the environment variable with `_FILE` behind its name points to. */
  secret?: boolean;
  /** One line for docs/configuration.md. */
  about: string;
}

export const text = (written: string) => written;
export const flag = (written: string) =>
  /^(1|true|yes|on)$/i.test(written) ? true : /^(0|false|no|off|)$/i.test(written) ? false : undefined;
export const whole = (least: number, most: number) => (written: string) => {
  const value = Number(written);
  return Number.isInteger(value) && value >= least && value <= most ? value : undefined;
};
export const fraction = (written: string) => {
  const value = Number(written);
  return value > 0 && value <= 1 ? value : undefined;
};
export const list = (written: string) =>
  written
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
export const oneOf =
  (...values: string[]) =>
  (written: string) =>
    values.find((value) => value === written.toLowerCase());

/** Whether text is an IP address or a range of them (CIDR). */
export const isRange = (written: string) => isIP(written) !== 0 || ipaddr.isValidCIDR(written);
