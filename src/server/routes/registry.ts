import type { Routes } from '../routes.ts';
import { desk } from './desk.ts';
import { engines } from './engines.ts';
import { estimate } from './estimate.ts';
import { glossaries } from './glossaries.ts';
import { glossaryConcepts } from './glossary-concepts.ts';
import { health } from './health.ts';
import { memories } from './memories.ts';
import { memoryFiles } from './memory-files.ts';
import { memorySearch } from './memory-search.ts';
import { memoryUnits } from './memory-units.ts';
import { metrics } from './metrics.ts';
import { queues } from './queues.ts';

/** All groups of routes. */
export const routes: Routes[] = [
  health,
  desk,
  memories,
  memoryFiles,
  memorySearch,
  memoryUnits,
  glossaries,
  glossaryConcepts,
  estimate,
  engines,
  metrics,
  queues,
];
