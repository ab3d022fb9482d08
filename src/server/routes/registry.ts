import type { Routes } from '../routes.ts';
import { annotations } from './annotations.ts';
import { articleEvents } from './article-events.ts';
import { articles } from './articles.ts';
import { desk } from './desk.ts';
import { findings } from './findings.ts';
import { given } from './given.ts';
import { health } from './health.ts';
import { jobControl } from './job-control.ts';
import { jobEvents } from './job-events.ts';
import { jobs } from './jobs.ts';
import { matches } from './matches.ts';
import { outputs } from './outputs.ts';
import { presence } from './presence.ts';
import { preview } from './preview.ts';
import { quality } from './quality.ts';
import { replace } from './replace.ts';
import { review } from './review.ts';
import { segmentHistory } from './segment-history.ts';
import { segments } from './segments.ts';
import { submissions } from './submissions.ts';

/** All groups of routes. */
export const routes: Routes[] = [
  health,
  desk,
  submissions,
  jobs,
  jobControl,
  jobEvents,
  articles,
  segments,
  segmentHistory,
  annotations,
  review,
  matches,
  preview,
  replace,
  quality,
  given,
  presence,
  articleEvents,
  findings,
  outputs,
];
