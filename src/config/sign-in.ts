import { isIP } from 'node:net';
import { type Role, roles } from '../model/permission.ts';
import { list, type Setting, text, whole } from './setting.ts';

/** Settings of who may come in, and how. */
export interface SignInSettings {
  publicUrl: string | undefined;
  trustedProxies: string[];
  sessionIdleMinutes: number;
  sessionDays: number;
  requestsPerMinute: number;
  addressRequestsPerMinute: number;
  signInsPerMinute: number;
  oidcIssuer: string | undefined;
  oidcClientId: string | undefined;
  oidcClientSecret: string | undefined;
  oidcRole: Role | undefined;
}

/** Each with the environment variable that sets it; see `settings`. */
export const signInSettings: { [Name in keyof SignInSettings]: Setting<SignInSettings[Name]> } = {
  publicUrl: {
    environment: 'INTERLINEAR_PUBLIC_URL',
    fallback: undefined,
    read: webAddress,
    about: 'Where people reach the service: `https://desk.example.org`. Default: what their requests say.',
  },
  trustedProxies: {
    environment: 'INTERLINEAR_TRUSTED_PROXIES',
    fallback: () => [],
    read: (written) => {
      const parts = list(written);
      return parts.every(isNetwork) ? parts : undefined;
    },
    about:
      'Proxies whose X-Forwarded headers are believed, comma-separated: addresses, networks such as `10.0.0.0/8`, or `loopback`.',
  },
  sessionIdleMinutes: {
    environment: 'INTERLINEAR_SESSION_IDLE_MINUTES',
    fallback: 720,
    read: whole(1, 525_600),
    about: 'A sign-in that is not used for so many minutes is over.',
  },
  sessionDays: {
    environment: 'INTERLINEAR_SESSION_DAYS',
    fallback: 7,
    read: whole(1, 365),
    about: 'A sign-in is over after so many days in any case.',
  },
  requestsPerMinute: {
    environment: 'INTERLINEAR_REQUESTS_PER_MINUTE',
    fallback: 6000,
    read: whole(0, 10_000_000),
    about: 'Requests in a minute that one key or one person may make of one process; 0 for no limit.',
  },
  addressRequestsPerMinute: {
    environment: 'INTERLINEAR_ADDRESS_REQUESTS_PER_MINUTE',
    fallback: 12_000,
    read: whole(0, 10_000_000),
    about: 'Requests in a minute that may come to one process from one address; 0 for no limit.',
  },
  signInsPerMinute: {
    environment: 'INTERLINEAR_SIGN_INS_PER_MINUTE',
    fallback: 20,
    read: whole(1, 1_000_000),
    about: 'Attempts to sign in, in a minute, that may come to one process from one address.',
  },
  oidcIssuer: {
    environment: 'INTERLINEAR_OIDC_ISSUER',
    fallback: undefined,
    read: webAddress,
    about: 'OpenID Connect: address of the provider with which people may sign in.',
  },
  oidcClientId: {
    environment: 'INTERLINEAR_OIDC_CLIENT_ID',
    fallback: undefined,
    read: text,
    about: 'OpenID Connect: how the provider knows this service.',
  },
  oidcClientSecret: {
    environment: 'INTERLINEAR_OIDC_CLIENT_SECRET',
    fallback: undefined,
    read: text,
    secret: true,
    about: 'OpenID Connect: the secret that goes with it, where the provider gave one.',
  },
  oidcRole: {
    environment: 'INTERLINEAR_OIDC_ROLE',
    fallback: undefined,
    read: (written) => roles.find((role) => role === written),
    about:
      'OpenID Connect: role at the desk of INTERLINEAR_DESK for people who come for the first time. Default: only those who were invited get in.',
  },
};

/** An http or https address, without a slash at its end. */
function webAddress(written: string): string | undefined {
  if (!URL.canParse(written)) return undefined;
  const url = new URL(written);
  if (!/^https?:$/.test(url.protocol) || url.username || url.search || url.hash) return undefined;
  return url.href.replace(/\/$/, '');
}

function isNetwork(written: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(written)) return true;
  const [address = '', length, ...more] = written.split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0) return false;
  return length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= (version === 4 ? 32 : 128));
}
