import type { StoredError } from '../../model/errors.ts';
import type { Call } from '../command.ts';
import { type Followed, follow } from './following.ts';
import { jobStatus, reportJob } from './job-report.ts';
import { folderFor, saveOutputs } from './outputs.ts';
import type { AcceptedJob } from './shapes.ts';
import type { AtService } from './with-service.ts';

/** Files that were not handed in, and why. */
export type Refused = { path: string; error: StoredError }[];

/**
 * Follows jobs to their end, writes what came out where `--out` says, and reports.
 *
 * @param only articles whose files are written; all of the jobs' without it
 * @returns the status to exit with
 */
export async function seeThrough(
  call: Call,
  { reached, stop }: AtService,
  jobs: AcceptedJob[],
  refused: Refused,
  only?: ReadonlySet<string>,
): Promise<number> {
  const { json, out } = call.values;
  const over: Followed[] = [];
  const written: Record<string, string[]> = {};
  const taken = new Set<string>();
  for (const { id } of jobs) {
    const followed = await follow(call, reached, id, stop);
    over.push(followed);
    if (typeof out !== 'string') continue;
    for (const article of followed.articles) {
      if (article.status !== 'done' && article.status !== 'partial') continue;
      if (only && !only.has(article.id)) continue;
      const folder = folderFor(out, article.name, taken);
      written[article.id] = await stop.during(saveOutputs(reached.client, article.id, folder));
    }
    if (!json)
      call.note(call.messages('cli:submit.written', { count: Object.values(written).flat().length, folder: out }));
  }
  return report(call, over, refused, Object.entries(written));
}

/** Says how jobs ended. @returns the status to exit with */
export function report(
  call: Call,
  over: Followed[],
  refused: Refused,
  written: [article: string, paths: string[]][],
): number {
  const counts: Record<string, number> = {};
  for (const { job } of over)
    for (const [name, count] of Object.entries(job.articles)) counts[name] = (counts[name] ?? 0) + count;
  const status = jobStatus(counts, refused.length);
  if (!call.values.json) {
    for (const { job, articles } of over) reportJob(call, job, articles);
    return status;
  }
  const paths = new Map(written);
  const shown = over.map(({ job: { progress: _, ...job }, articles }) => ({
    ...job,
    progress: articles.map((article) => ({
      ...article,
      ...(paths.has(article.id) ? { written: paths.get(article.id) } : {}),
    })),
  }));
  call.out(JSON.stringify({ status, jobs: shown, refused }));
  return status;
}
