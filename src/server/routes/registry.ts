import type { Routes } from '../routes.ts';
import { articles } from './articles.ts';
import { audit } from './audit.ts';
import { desk } from './desk.ts';
import { desks } from './desks.ts';
import { engines } from './engines.ts';
import { estimate } from './estimate.ts';
import { findings } from './findings.ts';
import { glossaries } from './glossaries.ts';
import { glossaryConcepts } from './glossary-concepts.ts';
import { health } from './health.ts';
import { jobControl } from './job-control.ts';
import { jobEvents } from './job-events.ts';
import { jobs } from './jobs.ts';
import { keys } from './keys.ts';
import { linkPage } from './link-page.ts';
import { links } from './links.ts';
import { memories } from './memories.ts';
import { memoryChangeRoutes } from './memory-changes.ts';
import { memoryFiles } from './memory-files.ts';
import { memorySearch } from './memory-search.ts';
import { memoryUnits } from './memory-units.ts';
import { metrics } from './metrics.ts';
import { oidc } from './oidc.ts';
import { outputs } from './outputs.ts';
import { people } from './people.ts';
import { queues } from './queues.ts';
import { segments } from './segments.ts';
import { session } from './session.ts';
import { submissions } from './submissions.ts';
import { webhooks } from './webhooks.ts';

/** All groups of routes. */
export const routes: Routes[] = [
  health,
  desk,
  session,
  oidc,
  links,
  linkPage,
  people,
  keys,
  desks,
  audit,
  submissions,
  jobs,
  jobControl,
  jobEvents,
  articles,
  segments,
  findings,
  outputs,
  memories,
  memoryFiles,
  memorySearch,
  memoryUnits,
  memoryChangeRoutes,
  glossaries,
  glossaryConcepts,
  estimate,
  webhooks,
  engines,
  metrics,
  queues,
];
