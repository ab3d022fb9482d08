import type { Routes } from '../routes.ts';
import { audit } from './audit.ts';
import { desks } from './desks.ts';
import { health } from './health.ts';
import { keys } from './keys.ts';
import { linkPage } from './link-page.ts';
import { links } from './links.ts';
import { oidc } from './oidc.ts';
import { people } from './people.ts';
import { session } from './session.ts';

/** All groups of routes. */
export const routes: Routes[] = [health, session, oidc, links, linkPage, people, keys, desks, audit];
