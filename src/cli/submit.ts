import { randomUUID } from 'node:crypto';
import { type Config, readConfig } from '../config.ts';
import { UsageError } from '../model/errors.ts';
import { type Gathered, gather, packed } from './client/gathering.ts';
import { findArticle, revise } from './client/revising.ts';
import { report, seeThrough } from './client/seeing-through.ts';
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
    revises: { type: 'string', value: 'ARTICLE' },
    json: { type: 'boolean' },
    ...serviceOptions,
  },
  examples: [
    'npx interlinear submit stories/ --to es,ar --wait',
    'npx interlinear submit stories/ --to es --out translated --priority bulk',
    'npx interlinear submit bridge.en.txt --revises bridge.en.txt --wait',
    'npx interlinear submit https://example.org/news.rss --to fr --server https://desk.example.org',
  ],
  async run(call) {
    const config = readConfig(flagsOf(call));
    const { positionals, values } = call;
    if (positionals.length === 0) throw new UsageError('submit.nothing');
    const name = values.name as string | undefined;
    sentWishes(call, config);
    const { revises } = values;
    if (revises !== undefined && (positionals.length > 1 || revisionsTake(call)))
      throw new UsageError('submit.revises');
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
    if (addresses.length === 0 && gathered.files.length === 0) return report(call, [], gathered.refused, []);
    return withService(call, this.name, async (at) => {
      if (typeof revises === 'string') return handInAgain(call, config, at, { gathered, addresses }, revises);
      const timeZone = await at.reached.client.timeZone(config.desk);
      const wishes = { ...sentWishes(call, config, timeZone), ...(name !== undefined ? { name } : {}) };
      return handIn(call, config, at, { gathered, addresses, wishes });
    });
  },
};

/** Whether something was said that is a wish of a whole job: a revision is made as its job was. */
function revisionsTake({ values }: Call): boolean {
  const own = ['name', 'again', ...Object.keys(jobOptions)];
  return own.some((option) => values[option] !== undefined);
}

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
  return seeThrough(call, at, jobs, gathered.refused);
}

/** Hands one article in again, in place of what was handed in before. */
async function handInAgain(
  call: Call,
  config: Config,
  at: AtService,
  { gathered, addresses }: Omit<HandIn, 'wishes'>,
  wanted: string,
): Promise<number> {
  const { reached, stop } = at;
  if (gathered.files.length + addresses.length !== 1) throw new UsageError('submit.revises');
  const article = await stop.during(findArticle(reached.client, wanted));
  const [file] = gathered.files;
  const content = file ? { file: file.path, limit: config.inputLimitMegabytes } : { url: addresses[0] as string };
  const { job, number, repeated } = await stop.during(revise(reached.client, article, content));
  const jobs: AcceptedJob[] = [{ id: job, articles: 1, repeated }];
  const { json, wait, out } = call.values;
  const told = { number, article: article.fileName };
  if (!json) call.note(call.messages(repeated ? 'cli:submit.same' : 'cli:submit.revised', told));
  if (wait || out !== undefined) return seeThrough(call, at, jobs, [], new Set([article.id]));
  if (json) call.out(JSON.stringify({ jobs, article: article.id, revision: number, refused: [] }));
  else call.out(job);
  if (!reached.elsewhere) call.note(call.messages('cli:submit.waits'));
  return exit.done;
}

function submitBody({ reached }: AtService, body: object): Promise<AcceptedJob> {
  return reached.client.submit(JSON.stringify(body), `shell-${randomUUID()}`);
}
