import type { Routes } from '../routes.ts';
import { health } from './health.ts';
import { webhooks } from './webhooks.ts';

/** All groups of routes. */
export const routes: Routes[] = [health, webhooks];
