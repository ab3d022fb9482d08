import { randomUUID } from 'node:crypto';
import { type Config, readConfig } from '../config.ts';
import { UsageError } from '../model/errors.ts';
import { type Followed, follow } from './client/following.ts';
import { type Gathered, gather, packed } from './client/gathering.ts';
import { jobStatus, reportJob } from './client/job-report.ts';
import { folderFor, saveOutputs } from './client/outputs.ts';
import type { AcceptedJob } from './client/shapes.ts';
import { jobOptions, type SentWishes, sentWishes, serviceOptions } from './client/wishes.ts';
import { type AtService, withService } from './client/with-service.ts';
import { type Call, type Command, exit, flagsOf } from './command.ts';
import { labelled, sentence } from './sentence.ts';

/** `interlinear submit`: hands articles to the service, from files, folders, pages and feeds, and waits for them if it is to. */
export const submit: Command = {
  name: 'submit',
  usage: 'DIR|FILE|FEED-URL... --to LANG,LANG [--wait] [...]',
  options: {
    ...jobOptions,
    name: { type: 'string', value: 'TEXT' },
    page: { type: 'boolean' },
    wait: { type: 'boolean' },
    out: { type: 'string', value: 'DIR' },
    again: { type: 'boolean' },
    json: { type: 'boolean' },
    ...serviceOptions,
  },
  examples: [
    'npx interlinear submit stories/ --to es,ar --wait',
    'npx interlinear submit stories/ --to es --out translated --priority bulk',
    'npx interlinear submit https://example.org/news.rss --to fr --server https://desk.example.org',
  ],
  async run(call) {
    const config = readConfig(flagsOf(call));
    const { positionals, values } = call;
    if (positionals.length === 0) throw new UsageError('submit.nothing');
    const name = values.name as string | undefined;
    sentWishes(call, config);
    const addresses = positionals.filter(isAddress);
    const gathered = gather(
      positionals.filter((one) => !isAddress(one)),
      config.inputLimitMegabytes,
    );
    if (gathered.passedOver > 0) call.note(call.messages('cli:submit.passed-over', { count: gathered.passedOver }));
    if (addresses.length === 0 && gathered.files.length === 0 && gathered.refused.length === 0)
      throw new UsageError('submit.nothing');
    for (const { path, error } of gathered.refused)
      call.note(labelled(path, sentence(error, call.messages, path), call.interfaceLanguage));
    if (addresses.length === 0 && gathered.files.length === 0) return report(call, [], gathered, []);
    return withService(call, this.name, async (at) => {
      const timeZone = await at.reached.client.timeZone(config.desk);
      const wishes = { ...sentWishes(call, config, timeZone), ...(name !== undefined ? { name } : {}) };
      return handIn(call, config, at, { gathered, addresses, wishes });
    });
  },
};

function isAddress(written: string): boolean {
  return /^https?:\/\//i.test(written);
}

/** What is handed in: files, and addresses of feeds or pages. */
interface HandIn {
  gathered: Gathered;
  addresses: string[];
  wishes: SentWishes;
}

async function handIn(call: Call, config: Config, at: AtService, { gathered, addresses, wishes }: HandIn) {
  const { reached, stop } = at;
  const { client } = reached;
  const salt = call.values.again ? randomUUID() : '';
  const jobs: AcceptedJob[] = [];
  if (gathered.files.length > 0) {
    const { key, lines } = packed(gathered.files, wishes, config.inputLimitMegabytes, salt);
    jobs.push(await stop.during(client.submit(lines, key)));
  }
  if (call.values.page && addresses.length > 0)
    jobs.push(await stop.during(submitBody(at, { ...wishes, articles: addresses.map((url) => ({ url })) })));
  // A feed is another one each time it is read.
  else for (const url of addresses) jobs.push(await stop.during(submitBody(at, { ...wishes, feed: { url } })));
  const { json, out } = call.values;
  for (const { id, articles, repeated } of jobs) {
    if (json) continue;
    call.note(call.messages(repeated ? 'cli:submit.known' : 'cli:submit.accepted', { count: articles, id }));
  }
  if (!call.values.wait && out === undefined) {
    if (json) call.out(JSON.stringify({ jobs, refused: gathered.refused }));
    else for (const { id } of jobs) call.out(id);
    if (!reached.elsewhere) call.note(call.messages('cli:submit.waits'));
    return gathered.refused.length > 0 ? exit.partial : exit.done;
  }
  const over: Followed[] = [];
  const written: Record<string, string[]> = {};
  const taken = new Set<string>();
  for (const { id } of jobs) {
    const followed = await follow(call, reached, id, stop);
    over.push(followed);
    if (typeof out !== 'string') continue;
    for (const article of followed.articles) {
      if (article.status !== 'done' && article.status !== 'partial') continue;
      const folder = folderFor(out, article.name, taken);
      written[article.id] = await stop.during(saveOutputs(client, article.id, folder));
    }
    if (!json)
      call.note(call.messages('cli:submit.written', { count: Object.values(written).flat().length, folder: out }));
  }
  return report(call, over, gathered, Object.entries(written));
}

function submitBody({ reached }: AtService, body: object): Promise<AcceptedJob> {
  return reached.client.submit(JSON.stringify(body), `shell-${randomUUID()}`);
}

function report(
  call: Call,
  over: Followed[],
  { refused }: Gathered,
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
