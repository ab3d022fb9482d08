import { basename, join } from 'node:path';
import type { Config } from '../config.ts';
import { readConfig } from '../config.ts';
import { InterlinearError, type StoredError, storedError, UsageError } from '../model/errors.ts';
import { type LanguageTag, parseLanguage } from '../model/language.ts';
import { asDatabaseError } from '../storage/failures.ts';
import { loadFindings } from '../storage/findings.ts';
import { type ArticleProgress, acceptSubmission, jobProgress, type SubmittedArticle } from '../storage/jobs.ts';
import { loadOutputs } from '../storage/outputs.ts';
import { type Application, enginesOf, openApplication } from './application.ts';
import { type Call, type Command, exit, flagsOf, placeOptions } from './command.ts';
import { nameOf, prepareFolder, readInput, writeFiles } from './files.ts';
import { findingsTable } from './findings-table.ts';
import { outputKinds } from './kinds.ts';
import { progressView } from './progress.ts';
import { importResources } from './resources.ts';
import { labelled, sentence } from './sentence.ts';
import { listenForStop } from './signals.ts';

/** `interlinear translate`: hands files in, waits for them, writes what comes out. */
export const translate: Command = {
  name: 'translate',
  usage: 'FILE... [--to LANG,LANG] [--source FILE] [...]',
  options: {
    to: { type: 'string', value: 'LANG,LANG' },
    from: { type: 'string', value: 'LANG' },
    source: { type: 'string', value: 'FILE' },
    'source-from': { type: 'string', value: 'LANG' },
    glossary: { type: 'string', multiple: true, value: 'FILE' },
    memory: { type: 'string', multiple: true, value: 'FILE' },
    engine: { type: 'string', value: 'NAME' },
    out: { type: 'string', value: 'DIR' },
    format: { type: 'string', value: 'KIND,KIND' },
    json: { type: 'boolean' },
    ...placeOptions,
  },
  examples: [
    'npx interlinear translate examples/idleb/article.en.txt --to es,ca',
    'npx interlinear translate examples/idleb/article.en.txt --source examples/idleb/article.fr.txt --to es,ca --glossary examples/idleb/glossary.csv',
    'npx interlinear translate story.html --to es --memory desk.tmx --format article,xliff21 --out out/story',
  ],
  run: (call) => runTranslate(call, readWishes(call)),
};

/** What a call of `translate` asks for, read and checked before anything is opened. */
export interface Wishes {
  config: Config;
  files: string[];
  source?: string;
  to: LanguageTag[];
  from?: LanguageTag;
  sourceFrom?: LanguageTag;
  glossaries: string[];
  memories: string[];
  formats: string[];
  out: string;
  json: boolean;
}

/** @throws UsageError for whatever cannot be meant */
function readWishes(call: Call): Wishes {
  const { values, positionals } = call;
  const config = readConfig(flagsOf(call));
  if (positionals.length === 0) throw new UsageError('translate.no-file');
  const source = values.source as string | undefined;
  if (source !== undefined && positionals.length > 1)
    throw new UsageError('translate.one-source', { files: positionals.length });
  const engines = ['auto', ...enginesOf(config).keys()];
  if (!engines.includes(config.engine))
    throw new UsageError('engine.unknown', { name: config.engine, known: engines.join(', ') });
  const list = (name: string) =>
    ((values[name] as string | undefined) ?? '')
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean);
  const language = (name: string) => {
    const written = values[name] as string | undefined;
    return written === undefined ? undefined : parseWished(written);
  };
  const formats = list('format');
  for (const kind of formats)
    if (!(outputKinds as readonly string[]).includes(kind))
      throw new UsageError('format.unknown', { name: kind, known: outputKinds.join(', ') });
  const from = language('from');
  const sourceFrom = language('source-from');
  return {
    config,
    files: positionals,
    ...(source !== undefined ? { source } : {}),
    to: [...new Set(list('to').map(parseWished))],
    ...(from ? { from } : {}),
    ...(sourceFrom ? { sourceFrom } : {}),
    glossaries: (values.glossary as string[] | undefined) ?? [],
    memories: (values.memory as string[] | undefined) ?? [],
    formats: formats.length > 0 ? formats : [...outputKinds],
    out: (values.out as string | undefined) ?? 'out',
    json: values.json === true,
  };
}

/** A language that nobody knows is a mistake of the call, not of the work. */
function parseWished(written: string): LanguageTag {
  try {
    return parseLanguage(written);
  } catch (error) {
    if (error instanceof InterlinearError) throw new UsageError(error.code, error.parameters);
    throw error;
  }
}

/** A file on its way: read and handed in, or refused. */
interface HandedIn {
  path: string;
  folder: string;
  submitted?: SubmittedArticle;
  error?: StoredError;
}

/** Runs a translation from the files to the outputs. @returns the exit status */
export async function runTranslate(call: Call, wishes: Wishes): Promise<number> {
  const files = readFiles(wishes);
  for (const { folder, error } of files) if (!error) prepareFolder(folder);
  const good = files.filter((file) => file.submitted);
  if (good.length === 0) return reportAll(call, wishes, files, []);
  const application = await openPatiently(call, wishes.config);
  try {
    const { glossaries, memories } = await importResources(application, wishes);
    const { job, resumed } = await acceptSubmission(
      application.database.tables,
      application.desk,
      {
        articles: good.map((file) => file.submitted as SubmittedArticle),
        options: {
          to: wishes.to,
          ...(wishes.from ? { from: wishes.from } : {}),
          ...(wishes.sourceFrom ? { sourceFrom: wishes.sourceFrom } : {}),
          engine: wishes.config.engine,
          formats: wishes.formats,
          interfaceLanguage: call.interfaceLanguage,
          glossaries,
          memories,
        },
      },
      application.clock.now(),
    );
    if (resumed) call.note(call.messages('cli:translate.resumed'));
    await application.dispatch();
    const articles = await work(call, application, job);
    if (articles === 'interrupted') {
      call.note(call.messages('cli:translate.interrupted'));
      return exit.interrupted;
    }
    if (articles === 'disk-full') return exit.failed;
    const finished = await Promise.all(
      articles.map(async (article, index) => {
        const file = good[index] as HandedIn;
        const outputs = await loadOutputs(application.database.tables, application.desk, article.id);
        const findings = await loadFindings(application.database.tables, application.desk, article.id);
        return { file, article, outputs, findings };
      }),
    );
    return reportAll(call, wishes, files, finished);
  } finally {
    await application.close();
  }
}

function readFiles(wishes: Wishes): HandedIn[] {
  const names = new Map<string, number>();
  return wishes.files.map((path) => {
    const name = nameOf(path);
    const times = (names.get(name) ?? 0) + 1;
    names.set(name, times);
    // Several files get a folder each, named after them; equal names are told apart by their place.
    const folder = wishes.files.length === 1 ? wishes.out : join(wishes.out, times === 1 ? name : `${name}-${times}`);
    try {
      const input = readInput(path, wishes.config.inputLimitMegabytes);
      const source = wishes.source;
      return {
        path,
        folder,
        submitted: {
          fileName: basename(path),
          name,
          input,
          ...(source !== undefined
            ? { source: { fileName: basename(source), input: readInput(source, wishes.config.inputLimitMegabytes) } }
            : {}),
        },
      };
    } catch (error) {
      return { path, folder, error: storedError(error) };
    }
  });
}

/** How long a command waits for another one to finish with the data folder. */
const PATIENCE_MS = 600_000;

/** Another command at work on the same data folder is waited for; a server that holds it is not. */
async function openPatiently(call: Call, config: Config): Promise<Application> {
  const until = Date.now() + PATIENCE_MS;
  for (let told = false; ; ) {
    try {
      return await openApplication(config, 'translate', { shared: true });
    } catch (error) {
      if (!(error instanceof InterlinearError) || error.code !== 'data.in-use' || Date.now() > until) throw error;
      if (!told) call.note(call.messages('cli:translate.waiting', error.parameters));
      told = true;
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  }
}

/** How often progress is read. */
const LOOK_MS = 150;

/** Waits until every article is over, working on them where nobody else does. What ends the wait early has been told to the user. */
async function work(
  call: Call,
  application: Application,
  job: string,
): Promise<ArticleProgress[] | 'interrupted' | 'disk-full'> {
  const { queue, database, desk, config } = application;
  let trouble = '';
  let stopped: 'interrupted' | 'disk-full' | undefined;
  const report = (thrown: unknown) => {
    const error = storedError(asDatabaseError(thrown));
    // A server's disk is an administrator's to clear, and is waited for; this machine's is the user's.
    if (error.code === 'disk.full' && database.kind === 'embedded') stopped = 'disk-full';
    const text = sentence(error, call.messages);
    if (text !== trouble) call.note(text);
    trouble = text;
  };
  const alone = queue && (queue.exclusive || (await queue.queue('segments').getWorkersCount()) === 0);
  const workers = alone ? await application.work(report) : undefined;
  const stop = listenForStop(() => {
    stopped = 'interrupted';
  });
  const view = progressView(call);
  try {
    for (;;) {
      const articles = await jobProgress(database.tables, desk, job).catch((error: unknown) => {
        report(error);
        return undefined;
      });
      if (articles) {
        view.show(articles);
        if (articles.every(isOver)) return articles;
      }
      if (stopped) return stopped;
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  } finally {
    view.end();
    stop.release();
    await workers?.stop(stopped ? 0 : config.drainSeconds * 1000);
  }
}

function isOver({ status }: ArticleProgress): boolean {
  return status === 'done' || status === 'partial' || status === 'failed';
}

interface Finished {
  file: HandedIn;
  article: ArticleProgress;
  outputs: Awaited<ReturnType<typeof loadOutputs>>;
  findings: Awaited<ReturnType<typeof loadFindings>>;
}

/** Writes the outputs and says what became of each file. @returns the exit status */
function reportAll(call: Call, wishes: Wishes, files: HandedIn[], finished: Finished[]): number {
  const rows = files.map((file) => {
    const result = finished.find((one) => one.file === file);
    if (!result)
      return { file: file.path, status: 'failed', error: file.error ?? null, written: [], languages: [], findings: [] };
    const { article, findings } = result;
    let { status, error } = article;
    let written: string[] = [];
    if (status !== 'failed') {
      try {
        written = writeFiles(file.folder, result.outputs);
      } catch (thrown) {
        status = 'failed';
        error = storedError(thrown);
      }
    }
    return { file: file.path, status, error, written, languages: article.languages, findings };
  });
  const status = overall(rows.map((row) => row.status));
  if (wishes.json) {
    const shown = rows.map((row) => ({
      ...row,
      error: row.error && { ...row.error, message: sentence(row.error, call.messages) },
      languages: row.languages.map(({ error, ...language }) => ({
        ...language,
        ...(error ? { error: { ...error, message: sentence(error, call.messages) } } : {}),
      })),
      findings: row.findings.map((finding) => ({
        ...finding,
        message: call.messages(`findings:${finding.message.key}`, finding.message.parameters),
      })),
    }));
    call.out(JSON.stringify({ status, files: shown }));
    return status;
  }
  for (const row of rows) {
    if (row.error) call.note(labelled(row.file, sentence(row.error, call.messages), call.interfaceLanguage));
    else for (const line of findingsTable(row.findings, call.messages)) call.out(line);
    for (const language of row.languages) call.out(languageLine(call, language));
    const made = new Set(row.languages.map(({ language }) => language));
    const own = row.status === 'failed' ? [] : wishes.to.filter((language) => !made.has(language));
    if (own.length > 0)
      call.note(call.messages('cli:translate.own-language', { file: row.file, language: own.join(', ') }));
    if (row.written.length > 0)
      call.out(
        call.messages('cli:translate.written', { count: row.written.length, folder: join(row.written[0] ?? '', '..') }),
      );
  }
  if (rows.length > 1) {
    const count = (wanted: string) => rows.filter((row) => row.status === wanted).length;
    call.out(
      call.messages('cli:translate.summary-counts', {
        done: count('done'),
        partial: count('partial'),
        failed: count('failed'),
      }),
    );
  }
  return status;
}

function languageLine(
  call: Call,
  { language, kind, translated, of, error }: ArticleProgress['languages'][number],
): string {
  const line = call.messages(`cli:translate.language-${kind}`, { language, translated, of });
  return error ? `${line} - ${sentence(error, call.messages)}` : line;
}

/** All done: 0. All failed: 1. Anything in between: 3. */
function overall(statuses: string[]): number {
  if (statuses.every((status) => status === 'done')) return exit.done;
  return statuses.every((status) => status === 'failed') ? exit.failed : exit.partial;
}
