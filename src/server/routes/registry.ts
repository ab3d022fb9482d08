import type { Routes } from '../routes.ts';
import { health } from './health.ts';
import { memories } from './memories.ts';
import { memoryFiles } from './memory-files.ts';
import { memorySearch } from './memory-search.ts';
import { memoryUnits } from './memory-units.ts';

/** All groups of routes. */
export const routes: Routes[] = [health, memories, memoryFiles, memorySearch, memoryUnits];
