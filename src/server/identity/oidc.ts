import type * as openid from 'openid-client';
import type { Config } from '../../config.ts';
import { InterlinearError, TransientError } from '../../model/errors.ts';
import { defaultDesk, workingDesk } from '../../storage/desks.ts';
import { linkIdentity, type OidcAttempt, personOfIdentity } from '../../storage/oidc.ts';
import { addPerson, findPerson, personByEmail, setRoles } from '../../storage/people.ts';
import type { Service } from '../service.ts';
import { isLoopback } from './client.ts';

/** Clocks of two machines may differ by so many seconds. */
const CLOCK_TOLERANCE = 60;
const PATIENCE_SECONDS = 10;

type Provider = openid.Configuration;
/** Read when somebody signs in with a provider. */
const library = (): Promise<typeof openid> => import('openid-client');

const providers = new WeakMap<Service, Promise<Provider>>();

/** Whether people may sign in with a provider. */
export function hasProvider(config: Pick<Config, 'oidcIssuer' | 'oidcClientId'>): boolean {
  return config.oidcIssuer !== undefined && config.oidcClientId !== undefined;
}

/** What the provider says of itself; asked once, and again where it did not answer. @throws TransientError `sign-in.provider` {reason} */
async function providerOf(service: Service): Promise<Provider> {
  const known = providers.get(service);
  if (known) return known;
  const asked = discover(service.config);
  providers.set(service, asked);
  asked.catch(() => providers.delete(service));
  return asked;
}

async function discover({ oidcIssuer, oidcClientId, oidcClientSecret }: Config): Promise<Provider> {
  const client = await library();
  const issuer = new URL(oidcIssuer as string);
  // Without TLS only what never leaves this machine.
  const inside = issuer.hostname === 'localhost' || isLoopback(issuer.hostname.replace(/^\[|\]$/g, ''));
  try {
    return await client.discovery(
      issuer,
      oidcClientId as string,
      { [client.clockTolerance]: CLOCK_TOLERANCE },
      oidcClientSecret === undefined ? client.None() : client.ClientSecretBasic(oidcClientSecret),
      { timeout: PATIENCE_SECONDS, execute: inside ? [client.allowInsecureRequests] : [] },
    );
  } catch (error) {
    throw new TransientError('sign-in.provider', { reason: codeOf(error) }, { cause: error });
  }
}

/** Where to send the browser, and what its return will be held against (PKCE with S256, state, nonce). */
export async function startOidc(
  service: Service,
  redirectUri: string,
): Promise<{ url: URL; attempt: Omit<OidcAttempt, 'returnTo'> }> {
  const [client, provider] = [await library(), await providerOf(service)];
  const verifier = client.randomPKCECodeVerifier();
  const [state, nonce] = [client.randomState(), client.randomNonce()];
  const url = client.buildAuthorizationUrl(provider, {
    redirect_uri: redirectUri,
    scope: 'openid email profile',
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
  });
  return { url, attempt: { state, nonce, verifier } };
}

/**
 * Whom the provider sends back.
 *
 * @param returned the URL with which the browser came
 * @returns the id of a person, who may have been made just now
 * @throws InterlinearError `sign-in.oidc` {reason} for an answer that does not hold; `sign-in.oidc-unverified`; `sign-in.oidc-stranger`
 * {email}; TransientError `sign-in.provider` {reason}
 */
export async function finishOidc(service: Service, returned: URL, attempt: OidcAttempt): Promise<string> {
  const [client, provider] = [await library(), await providerOf(service)];
  let claims: openid.IDToken | undefined;
  try {
    const tokens = await client.authorizationCodeGrant(provider, returned, {
      pkceCodeVerifier: attempt.verifier,
      expectedState: attempt.state,
      expectedNonce: attempt.nonce,
      idTokenExpected: true,
    });
    claims = tokens.claims();
    // Providers may keep the e-mail out of the ID token.
    if (claims && claims.email === undefined && provider.serverMetadata().userinfo_endpoint)
      claims = { ...claims, ...(await client.fetchUserInfo(provider, tokens.access_token, claims.sub)) };
  } catch (error) {
    throw new InterlinearError('sign-in.oidc', { reason: codeOf(error) }, { cause: error });
  }
  if (!claims) throw new InterlinearError('sign-in.oidc', { reason: 'no ID token' });
  return personOf(service, claims);
}

/** Somebody who was here before goes by the subject; a newcomer by an e-mail that the provider vouches for. */
async function personOf(service: Service, claims: openid.IDToken): Promise<string> {
  const { config, clock } = service;
  const now = clock.now();
  return service.database.tables.transaction().execute(async (transaction) => {
    const known = await personOfIdentity(transaction, claims.iss, claims.sub);
    if (known !== undefined) {
      if ((await findPerson(transaction, known))?.disabled)
        throw new InterlinearError('sign-in.oidc-stranger', { email: '' });
      return known;
    }
    const email = typeof claims.email === 'string' ? claims.email : '';
    if (claims.email_verified !== true || email === '') throw new InterlinearError('sign-in.oidc-unverified');
    let person = await personByEmail(transaction, email);
    if (person?.disabled || (!person && config.oidcRole === undefined))
      throw new InterlinearError('sign-in.oidc-stranger', { email });
    if (!person) {
      const by = { actor: 'oidc', now };
      const name = typeof claims.name === 'string' ? claims.name.slice(0, 200) : email;
      const language = typeof claims.locale === 'string' ? claims.locale.slice(0, 2).toLowerCase() : 'en';
      person = await addPerson(transaction, { email, name, language }, null, by);
      await defaultDesk(transaction, now);
      const desk = await workingDesk(transaction, config.desk, now);
      if (config.oidcRole) await setRoles(transaction, person.id, desk, [config.oidcRole], by);
    }
    await linkIdentity(
      transaction,
      { issuer: claims.iss, subject: claims.sub, person: person.id },
      { actor: `person:${person.id}`, now },
    );
    return person.id;
  });
}

/** What went wrong, without anything that the provider may have written about a person. */
function codeOf(error: unknown): string {
  const { error: said, code, cause } = error as { error?: unknown; code?: unknown; cause?: unknown };
  // The nearest reason is the provider's own word; else the innermost is the most telling (ECONNREFUSED).
  if (isCode(said)) return said;
  const inner = typeof cause === 'object' && cause !== null ? codeOf(cause) : 'error';
  if (inner !== 'error') return inner;
  return isCode(code) ? code : 'error';
}

function isCode(text: unknown): text is string {
  return typeof text === 'string' && /^[\w.-]{1,60}$/.test(text);
}
