import { type Call, exit } from '../command.ts';
import { labelled } from '../sentence.ts';
import type { Failure, Job, JobArticle } from './shapes.ts';

/** How a job stands for the exit status: 0 when all is done, 1 when nothing is, 3 in between. */
export function jobStatus(articles: Record<string, number>, refused = 0): number {
  const all = Object.values(articles).reduce((sum, count) => sum + count, 0) + refused;
  if (articles.done === all) return exit.done;
  return (articles.done ?? 0) + (articles.partial ?? 0) === 0 ? exit.failed : exit.partial;
}

/** What a failure says, in the reader's language. */
export function failureText({ title, detail }: Failure): string {
  return detail === undefined ? title : `${title} ${detail}`;
}

/** Says of each article that is not done why, and how many are. */
export function reportJob(call: Call, job: Job, articles: JobArticle[]): void {
  for (const article of articles) {
    if (article.status === 'done') continue;
    const reasons = [article.error, ...article.languages.map(({ error }) => error)].filter((one) => one !== null);
    for (const text of new Set(reasons.map(failureText)))
      call.note(labelled(article.fileName, text, call.interfaceLanguage));
  }
  call.out(jobLine(call, job));
}

/** A job in a line: `0199... done, 299 done, 1 failed`. */
export function jobLine(call: Call, { id, status, articles }: Job): string {
  const counts = Object.entries(articles)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${call.messages(`cli:job.article.${name}`)} ${count}`);
  return [id, call.messages(`cli:job.${status}`), ...counts].join('  ');
}
