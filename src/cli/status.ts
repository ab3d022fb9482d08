import { follow } from './client/following.ts';
import { jobLine, jobStatus, reportJob } from './client/job-report.ts';
import type { JobArticle } from './client/shapes.ts';
import { serviceOptions } from './client/wishes.ts';
import { withService } from './client/with-service.ts';
import { tableLines } from './columns.ts';
import { type Command, exit } from './command.ts';

/** Jobs that are listed. */
const LATEST = 20;

/** `interlinear status`: the latest jobs, or one and what became of its articles. */
export const status: Command = {
  name: 'status',
  usage: '[JOB] [--wait]',
  options: { wait: { type: 'boolean' }, json: { type: 'boolean' }, ...serviceOptions },
  examples: ['npx interlinear status', 'npx interlinear status 019ab6c2-7f3e-7c11-9a52-3d8e5b1f0a44 --wait'],
  async run(call) {
    const [id] = call.positionals;
    return withService(call, this.name, async ({ reached, stop }) => {
      if (id === undefined) {
        const jobs = await reached.client.jobs(LATEST);
        if (call.values.json) call.out(JSON.stringify({ jobs }));
        else if (jobs.length === 0) call.note(call.messages('cli:status.none'));
        else
          for (const line of tableLines(jobs.map((job) => [job.createdAt, job.name ?? '', jobLine(call, job)])))
            call.out(line);
        return exit.done;
      }
      const articles: JobArticle[] = [];
      if (call.values.wait) articles.push(...(await follow(call, reached, id, stop)).articles);
      const { progress: _, ...job } = await reached.client.job(id);
      if (!call.values.wait) for await (const article of reached.client.articles(id)) articles.push(article);
      if (call.values.json) call.out(JSON.stringify({ ...job, progress: articles }));
      else reportJob(call, job, articles);
      return job.status === 'running' ? exit.done : jobStatus(job.articles);
    });
  },
};
