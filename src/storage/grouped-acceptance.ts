import { v7 as newId } from 'uuid';
import { TransientError } from '../model/errors.ts';
import { type NewJob, storeJobs } from './accepted-jobs.ts';
import type { Tables } from './database.ts';
import { asDatabaseError } from './failures.ts';
import type { RepeatableRequest } from './job-opening.ts';
import { acceptSubmission, type Submission, submissionKey } from './jobs.ts';
import { currentTrace } from './trace.ts';
import { Turns } from './turns.ts';

/** What became of a submission: its job, and whether that was there before. */
export interface Accepted {
  job: string;
  resumed: boolean;
}

/** Accepts a submission, as `acceptSubmission` does. */
export type Accept = (
  desk: string,
  submission: Submission,
  now: Date,
  request?: RepeatableRequest,
) => Promise<Accepted>;

/** What one statement stores at most; a submission that is larger is stored by itself. */
const ARTICLES = 100;
const BYTES = 500_000;

/** A submission in line, and whoever waits for it. */
interface Waiting {
  job: NewJob;
  bytes: number;
  submission: Submission;
  done: (accepted: Promise<Accepted> | Accepted) => void;
  failed: (error: unknown) => void;
}

/**
 * Accepts small submissions in groups: those that come while one group is being stored are the next group, so that many at once cost few
 * commits, and a single one costs one statement and waits for nobody; a group whose statement is late holds up no other. Each answer comes
 * after the commit that holds its job. What a statement leaves out, and all of a group that could not be stored, is accepted one by one: each has its own answer and its own error.
 */
export function groupedAcceptance(tables: Tables): Accept {
  const line: Waiting[] = [];
  const turns = new Turns();

  const alone = ({ job, submission }: Waiting) => acceptSubmission(tables, job.desk, submission, job.now, job.request);

  const store = async (group: Waiting[]) => {
    let stored: Set<string>;
    try {
      stored = await storeJobs(
        tables,
        group.map(({ job }) => job),
      );
    } catch (thrown) {
      const error = asDatabaseError(thrown);
      // A database that is away is away for all of them.
      if (error instanceof TransientError) for (const one of group) one.failed(error);
      else for (const one of group) one.done(alone(one));
      return;
    }
    for (const one of group) one.done(stored.has(one.job.id) ? { job: one.job.id, resumed: false } : alone(one));
  };

  const work = () => {
    if (line.length === 0 || turns.waited) return;
    void turns.take(async () => {
      const group = nextGroup(line);
      work();
      await store(group);
    });
  };

  return (desk, submission, now, request) => {
    const bytes = bytesOf(submission);
    // A callback is a webhook with a secret of its own: rows that others do not have.
    if (submission.callbackUrl !== undefined || submission.articles.length > ARTICLES || bytes > BYTES)
      return acceptSubmission(tables, desk, submission, now, request);
    const trace = submission.options.trace ?? currentTrace();
    const options = trace === undefined ? submission.options : { ...submission.options, trace };
    const key = submissionKey(submission);
    const job: NewJob = {
      ...{ id: newId(), desk, submissionKey: request ? `${key} ${request.key}` : key, now },
      ...{ head: { ...submission, options }, articles: submission.articles, ...(request ? { request } : {}) },
    };
    return new Promise((done, failed) => {
      line.push({ job, bytes, submission: { ...submission, options }, done, failed });
      work();
    });
  };
}

/** Takes as many from the line as one statement holds; of requests with one key only the first, for the others are answered with its job. */
function nextGroup(line: Waiting[]): Waiting[] {
  const group: Waiting[] = [];
  const later: Waiting[] = [];
  const keys = new Set<string>();
  let [articles, bytes] = [0, 0];
  for (const one of line) {
    const { desk, request } = one.job;
    const key = request && `${desk} ${request.key}`;
    articles += one.job.articles.length;
    bytes += one.bytes;
    const fits = group.length === 0 || (articles <= ARTICLES && bytes <= BYTES);
    if (!fits || (key !== undefined && keys.has(key))) {
      later.push(one);
      continue;
    }
    if (key !== undefined) keys.add(key);
    group.push(one);
  }
  line.splice(0, line.length, ...later);
  return group;
}

function bytesOf({ articles }: Submission): number {
  return articles.reduce((sum, { input, source }) => sum + input.length + (source?.input.length ?? 0), 0);
}
