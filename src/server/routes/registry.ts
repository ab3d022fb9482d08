import type { Routes } from '../routes.ts';
import { desk } from './desk.ts';
import { health } from './health.ts';

/** All groups of routes. */
export const routes: Routes[] = [health, desk];
