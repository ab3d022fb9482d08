import type { Routes } from '../routes.ts';
import { annotations } from './annotations.ts';
import { articleEvents } from './article-events.ts';
import { articles } from './articles.ts';
import { audit } from './audit.ts';
import { colleagues } from './colleagues.ts';
import { desk } from './desk.ts';
import { deskEvents } from './desk-events.ts';
import { desks } from './desks.ts';
import { destinations } from './destinations.ts';
import { engineTest } from './engine-test.ts';
import { engines } from './engines.ts';
import { estimate } from './estimate.ts';
import { findings } from './findings.ts';
import { given } from './given.ts';
import { glossaries } from './glossaries.ts';
import { glossaryConcepts } from './glossary-concepts.ts';
import { health } from './health.ts';
import { jobControl } from './job-control.ts';
import { jobEvents } from './job-events.ts';
import { jobs } from './jobs.ts';
import { keys } from './keys.ts';
import { linkPage } from './link-page.ts';
import { links } from './links.ts';
import { matches } from './matches.ts';
import { memories } from './memories.ts';
import { memoryChangeRoutes } from './memory-changes.ts';
import { memoryFiles } from './memory-files.ts';
import { memorySearch } from './memory-search.ts';
import { memoryUnit } from './memory-unit.ts';
import { memoryUnits } from './memory-units.ts';
import { metrics } from './metrics.ts';
import { oidc } from './oidc.ts';
import { outputs } from './outputs.ts';
import { outputsArchive } from './outputs-archive.ts';
import { people } from './people.ts';
import { presence } from './presence.ts';
import { preview } from './preview.ts';
import { publications } from './publications.ts';
import { quality } from './quality.ts';
import { queues } from './queues.ts';
import { replace } from './replace.ts';
import { review } from './review.ts';
import { revisions } from './revisions.ts';
import { segmentHistory } from './segment-history.ts';
import { segmentation } from './segmentation.ts';
import { segments } from './segments.ts';
import { session } from './session.ts';
import { styles } from './styles.ts';
import { submissions } from './submissions.ts';
import { termProposalRoutes } from './term-proposals.ts';
import { views } from './views.ts';
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
  revisions,
  segments,
  findings,
  outputs,
  outputsArchive,
  publications,
  destinations,
  memories,
  memoryFiles,
  memorySearch,
  memoryUnits,
  memoryUnit,
  memoryChangeRoutes,
  glossaries,
  glossaryConcepts,
  estimate,
  webhooks,
  engines,
  metrics,
  queues,
  segmentHistory,
  segmentation,
  annotations,
  review,
  matches,
  preview,
  replace,
  quality,
  given,
  presence,
  articleEvents,
  deskEvents,
  colleagues,
  views,
  engineTest,
  styles,
  termProposalRoutes,
];
